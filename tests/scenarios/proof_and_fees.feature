Feature: What a request waits for before its clock starts
  Proof of identity, proof of an agent's authority and a fee decide when the month begins. Only what was
  really asked for counts, and the latest of these days is the first of the month.

  Scenario Outline: While it is outstanding the clock has not started
    Given a subject access request received on 1 September 2026
    When <what> is asked for on 4 September 2026
    Then the clock has not started
    And nothing is due
    And the officer is to ask again on 18 September 2026
    When <what> comes on 10 September 2026
    Then the clock started on 10 September 2026
    And it is due on 12 October 2026 in England and Wales
    And it is due on 12 October 2026 in Scotland
    And it is due on 12 October 2026 in Northern Ireland
    And the latest arguable day is 12 October 2026

    Examples:
      | what                           |
      | proof of identity              |
      | proof of the agent's authority |
      | the fee                        |

  Scenario: The latest of all that was asked for
    Given a subject access request received on 1 September 2026
    When proof of identity is asked for on 2 September 2026
    And the fee is asked for on 2 September 2026
    And proof of identity comes on 10 September 2026
    Then the clock has not started
    When the fee comes on 15 September 2026
    Then the clock started on 15 September 2026
    And it is due on 15 October 2026 in England and Wales
    And it is due on 15 October 2026 in Scotland
    And it is due on 15 October 2026 in Northern Ireland

  Scenario: The latest, whichever it is
    Given a subject access request received on 1 September 2026
    When proof of identity is asked for on 2 September 2026
    And the fee is asked for on 2 September 2026
    And the fee comes on 10 September 2026
    And proof of identity comes on 15 September 2026
    Then the clock started on 15 September 2026

  Scenario: Of two things outstanding the older is chased
    Given a subject access request received on 1 September 2026
    When the fee is asked for on 2 September 2026
    And proof of identity is asked for on 8 September 2026
    Then the officer is to ask again on 16 September 2026

  Scenario: What was never asked for holds nothing up
    Given a subject access request received on 1 September 2026
    Then the clock started on 1 September 2026
    And it is due on 1 October 2026

  Scenario Outline: The day it comes is a day like another, also for the nation's holidays
    Given a subject access request received on 1 October 2026
    When proof of identity is asked for on 2 October 2026
    And proof of identity comes on 30 October 2026
    Then it is due on <due> in <nation>

    Examples:
      | nation            | due              |
      | England and Wales | 30 November 2026 |
      | Scotland          | 1 December 2026  |
      | Northern Ireland  | 30 November 2026 |

  Scenario: Every right can wait for proof, not subject access alone
    Given an erasure request received on 1 September 2026
    When proof of identity is asked for on 2 September 2026
    Then the clock has not started
    When proof of identity comes on 10 September 2026
    Then it is due on 12 October 2026

  Scenario: What is asked for after the due date moves nothing
    Given a subject access request received on 1 September 2026
    When proof of identity is asked for on 2 October 2026
    Then it is due on 1 October 2026
    And the officer is warned: "after the due date had passed: it moves nothing"
    When proof of identity comes on 9 October 2026
    Then the clock started on 1 September 2026
    And it is due on 1 October 2026

  Scenario: What is asked for on the due date, moved on from a weekend, still counts
    Given a subject access request received on 3 September 2026
    When proof of identity is asked for on 5 October 2026
    Then the clock has not started
    And the officer is warned: "late in the month: whether that still moves the date is unsettled"

  Scenario Outline: What is asked for in the last week of the month counts, with a warning
    Given a subject access request received on 1 September 2026
    When proof of identity is asked for on <asked>
    And proof of identity comes on 5 October 2026
    Then it is due on 5 November 2026
    And <warning>

    Examples:
      | asked             | warning                                                                                    |
      | 24 September 2026 | there is no warning                                                                        |
      | 25 September 2026 | the officer is warned: "late in the month: whether that still moves the date is unsettled" |

  Scenario Outline: Days that cannot be are refused
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 4 September 2026
    When proof of identity comes on <day>
    Then that is refused: "<words>"

    Examples:
      | day              | words                                                |
      | 31 August 2026   | lies before Tue 1 Sep 2026, when it was received     |
      | 3 September 2026 | The day it came lies before the day it was asked for |

  Scenario Outline: Nothing of this kind holds up what is no request with a month
    Given <a case> received on 2 November 2026
    When <what> is asked for on 3 November 2026
    Then that is refused: "<words>"

    Examples:
      | a case                    | what              | words                                                             |
      | a complaint               | proof of identity | cannot move them (Data Protection Act 2018 s.164A)                |
      | a complaint               | the fee           | cannot move them (Data Protection Act 2018 s.164A)                |
      | an objection to marketing | proof of identity | proof, a fee or more time cannot hold it up (UK GDPR Art 21(3))   |
      | an objection to marketing | the fee           | proof, a fee or more time cannot hold it up (UK GDPR Art 21(3))   |
      | a withdrawal of consent   | proof of identity | proof, a fee or more time cannot hold it up (UK GDPR Art 7(3))    |
      | a contact form            | the fee           | An enquiry has no clock that proof, a fee or more time could move |
