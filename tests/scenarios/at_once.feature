Feature: What is acted on at once
  An objection to direct marketing is absolute: the marketing stops (UK GDPR Art 21(3)). A withdrawal of consent is
  acted on as fast (Art 7(3)). Nothing holds either up, nobody can refuse them, and one month is the outer limit.

  Scenario Outline: Two working days are the own target, a month the outer limit
    Given <a case> received on <received>
    And the company follows the public holidays of <nation>
    Then the officer means to have acted by <target>
    And it is due on <limit>
    And the date is explained by "act at once. [<article>]"

    Examples:
      | a case                    | received         | nation            | target           | limit            | article           |
      | an objection to marketing | 20 November 2026 | England and Wales | 24 November 2026 | 21 December 2026 | UK GDPR Art 21(3) |
      | an objection to marketing | 26 November 2026 | England and Wales | 30 November 2026 | 29 December 2026 | UK GDPR Art 21(3) |
      | an objection to marketing | 26 November 2026 | Scotland          | 1 December 2026  | 29 December 2026 | UK GDPR Art 21(3) |
      | an objection to marketing | 26 November 2026 | Northern Ireland  | 30 November 2026 | 29 December 2026 | UK GDPR Art 21(3) |
      | a withdrawal of consent   | 30 October 2026  | England and Wales | 3 November 2026  | 30 November 2026 | UK GDPR Art 7(3)  |
      | a withdrawal of consent   | 30 October 2026  | Scotland          | 3 November 2026  | 1 December 2026  | UK GDPR Art 7(3)  |

  Scenario Outline: Nothing holds it up
    Given <a case> received on 20 November 2026
    When <event>
    Then that is refused: "<words>"
    And it is due on 21 December 2026

    Examples:
      | a case                    | event                                                                                         | words                                 |
      | an objection to marketing | proof of identity is asked for on 21 November 2026                                            | cannot hold it up (UK GDPR Art 21(3)) |
      | an objection to marketing | the fee is asked for on 21 November 2026                                                      | cannot hold it up (UK GDPR Art 21(3)) |
      | an objection to marketing | clarification is asked for on 21 November 2026                                                | Only subject access can be stopped    |
      | an objection to marketing | the time is extended for the complexity of the request with a notice sent on 21 November 2026 | cannot hold it up (UK GDPR Art 21(3)) |
      | a withdrawal of consent   | proof of identity is asked for on 21 November 2026                                            | cannot hold it up (UK GDPR Art 7(3))  |
      | a withdrawal of consent   | the time is extended for the complexity of the request with a notice sent on 21 November 2026 | cannot hold it up (UK GDPR Art 7(3))  |

  Scenario Outline: Nobody can refuse it
    Given <a case> received on 20 November 2026
    When the case is closed on 22 November 2026 as <outcome>, answered on 22 November 2026, because "The newsletter is useful."
    Then that is refused: "“<outcome>” is no outcome of this kind of case"
    And the case is open

    Examples:
      | a case                    | outcome                |
      | an objection to marketing | refused                |
      | an objection to marketing | part refused           |
      | an objection to marketing | nothing held           |
      | an objection to marketing | identity not confirmed |
      | a withdrawal of consent   | refused                |
      | a withdrawal of consent   | part refused           |

  Scenario Outline: Nobody can decide to refuse it
    Given <a case> received on 20 November 2026
    When it is decided to refuse it as manifestly excessive
    Then that is refused: "This cannot be refused (<article>)."

    Examples:
      | a case                    | article           |
      | an objection to marketing | UK GDPR Art 21(3) |
      | a withdrawal of consent   | UK GDPR Art 7(3)  |

  Scenario: The last day is still in time, the next one is not
    Given an objection to marketing received on 20 November 2026
    When the answer is sent on 21 December 2026
    Then it was answered in time
    Given another objection to marketing received on 20 November 2026
    When the answer is sent on 22 December 2026
    Then it was answered late

  Scenario: Stopped and confirmed
    Given an objection to marketing received on 20 November 2026
    When the case is closed on 22 November 2026 as answered, answered on 22 November 2026
    Then it was answered in time
    And the case is closed

  Scenario Outline: People whose data came from elsewhere are told within a month, and no weekend makes it longer
    When data about a person is obtained from elsewhere on <obtained>
    Then the person is told by <by> at the latest

    Examples:
      | obtained         | by               |
      | 3 September 2026 | 3 October 2026   |
      | 25 November 2026 | 25 December 2026 |
      | 31 January 2026  | 28 February 2026 |
