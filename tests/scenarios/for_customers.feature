Feature: What is meant for a customer
  The company is also a processor: its customers' people sometimes write to it. Their request is passed on and the
  person is told so. The customer's clock runs, and the company's does not.

  Scenario Outline: It has no clock of its own, and is passed on within two working days
    Given <a case> for the customer "Ceredigion County Council" received on 26 November 2026
    And the company follows the public holidays of <nation>
    Then no clock runs
    And nothing is due
    And the officer means to have acted by <target>
    And the next step is to pass it on to the customer

    Examples:
      | a case                    | nation            | target           |
      | a subject access request  | England and Wales | 30 November 2026 |
      | a subject access request  | Scotland          | 1 December 2026  |
      | an erasure request        | Northern Ireland  | 30 November 2026 |
      | an objection to marketing | England and Wales | 30 November 2026 |
      | a complaint               | England and Wales | 30 November 2026 |

  Scenario Outline: Proof, a fee, a question and more time are the customer's to ask for
    Given a subject access request for the customer "Ceredigion County Council" received on 2 November 2026
    When <event>
    Then that is refused: "What is meant for a customer has no clock here"

    Examples:
      | event                                                                                        |
      | proof of identity is asked for on 3 November 2026                                            |
      | the fee is asked for on 3 November 2026                                                      |
      | clarification is asked for on 3 November 2026                                                |
      | the time is extended for the complexity of the request with a notice sent on 3 November 2026 |

  Scenario: Once passed on and told it is dealt with
    Given a subject access request for the customer "Ceredigion County Council" received on 2 November 2026
    When the answer is sent on 3 November 2026
    Then it is answered
    And nothing is due
    And the date is explained by "Passed on and answered on Tue 3 Nov 2026."

  Scenario: What turns out to be the company's own has the company's clock, from the day it came
    Given a subject access request for the customer "Ceredigion County Council" received on 2 November 2026
    When it turns out to be for the company itself
    Then the clock started on 2 November 2026
    And it is due on 2 December 2026
