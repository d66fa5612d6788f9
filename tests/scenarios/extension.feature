Feature: More time for a complex request, or for many of them
  A request can be extended once, to three calendar months from the day its clock started. The notice goes
  before the first month ends and gives its reasons (UK GDPR Art 12A).

  Scenario Outline: Three months from the day the clock started
    Given a subject access request received on <received>
    When the time is extended for the complexity of the request with a notice sent on <notice>
    Then it is due on <England and Wales> in England and Wales
    And it is due on <Scotland> in Scotland
    And it is due on <Northern Ireland> in Northern Ireland

    Examples:
      | received         | notice            | England and Wales | Scotland        | Northern Ireland | why                                  |
      | 3 September 2026 | 20 September 2026 | 3 December 2026   | 3 December 2026 | 3 December 2026  | never counted on from 5 October      |
      | 31 January 2026  | 20 February 2026  | 30 April 2026     | 30 April 2026   | 30 April 2026    | a short month, and not three of them |
      | 31 August 2026   | 20 September 2026 | 30 November 2026  | 1 December 2026 | 30 November 2026 | St Andrew's Day                      |

  Scenario Outline: There are two grounds, and workload is none
    Given an erasure request received on 3 September 2026
    When the time is extended for the <ground> with a notice sent on 20 September 2026
    Then it is due on 3 December 2026
    And the date is explained by "Extended once for the <ground>; the notice was sent on Sun 20 Sep 2026. [UK GDPR Art 12A]"
    And the law knows no other ground

    Examples:
      | ground                              |
      | complexity of the request           |
      | number of requests from this person |

  Scenario: The three months run from the day that proof came
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    And proof of identity comes on 10 September 2026
    When the time is extended for the complexity of the request with a notice sent on 12 October 2026
    Then it is due on 10 December 2026

  Scenario: Excluded days count in the extended time too
    Given a subject access request received on 1 September 2026
    And clarification is asked for on 4 September 2026 and answered on 11 September 2026
    When the time is extended for the complexity of the request with a notice sent on 20 September 2026
    Then it is due on 8 December 2026 in England and Wales
    And it is due on 8 December 2026 in Scotland
    And it is due on 8 December 2026 in Northern Ireland
    And the latest arguable day is 9 December 2026

  Scenario: A question asked in the second month stops an extended clock
    Given a subject access request received on 1 September 2026
    And the time is extended for the complexity of the request with a notice sent on 20 September 2026
    When clarification is asked for on 20 October 2026
    Then the clock is stopped
    When the clarification is answered on 27 October 2026
    Then it is due on 8 December 2026

  Scenario: Proof asked for in the second month starts nothing anew
    Given a subject access request received on 1 September 2026
    And the time is extended for the complexity of the request with a notice sent on 20 September 2026
    When proof of identity is asked for on 20 October 2026
    And proof of identity comes on 27 October 2026
    Then it is due on 1 December 2026
    And the officer is warned: "after the first month had ended: it moves nothing"

  Scenario Outline: The notice goes before the first month ends
    Given a subject access request received on 3 September 2026
    Then a notice of more time should be sent by 3 October 2026
    When the time is extended for the complexity of the request with a notice sent on <notice>
    Then it is due on 3 December 2026
    And <warning>

    Examples:
      | notice         | warning                                                                           |
      | 3 October 2026 | there is no warning                                                               |
      | 4 October 2026 | the officer is warned: "whether it still came in time is unsettled"               |
      | 5 October 2026 | the officer is warned: "after the first month ended on Sat 3 Oct 2026, a day off" |

  Scenario: A notice that goes after the first month extends nothing
    Given a subject access request received on 3 September 2026
    When the time is extended for the complexity of the request with a notice sent on 6 October 2026
    Then that is refused: "The first month had ended when the extension notice was sent, so it extends nothing (UK GDPR Art 12A)"
    And it is due on 5 October 2026

  Scenario Outline: The last day for the notice is moved on like every due date of the nation
    Given the company follows the public holidays of <nation>
    And a subject access request received on 30 October 2026
    When the time is extended for the complexity of the request with a notice sent on 1 December 2026
    Then <so>

    Examples:
      | nation            | so                                                                  |
      | England and Wales | that is refused: "The first month had ended"                        |
      | Scotland          | the officer is warned: "whether it still came in time is unsettled" |
      | Northern Ireland  | that is refused: "The first month had ended"                        |

  Scenario: A request from before the change of the law is refused by the older text
    Given a subject access request received on 5 January 2026
    When the time is extended for the complexity of the request with a notice sent on 6 February 2026
    Then that is refused: "(UK GDPR Art 12(3), older text)"

  Scenario: A notice gives its reasons
    Given a subject access request received on 3 September 2026
    When the time is extended on 20 September 2026 without giving reasons
    Then that is refused: "An extension notice gives its reasons (UK GDPR Art 12A)"
    And it is due on 5 October 2026

  Scenario: There is no second extension
    Given a subject access request received on 3 September 2026
    And the time is extended for the complexity of the request with a notice sent on 20 September 2026
    When the time is extended for the number of requests from this person with a notice sent on 1 October 2026
    Then that is refused: "A request is extended once at most, and the notice of that went on Sun 20 Sep 2026 (UK GDPR Art 12A)."
    And it is due on 3 December 2026
    And the case knows of one extension, with the notice sent on 20 September 2026

  Scenario: The day of the notice can be corrected, with a reason that stays on the case
    Given a subject access request received on 3 September 2026
    And the time is extended for the complexity of the request with a notice sent on 20 September 2026
    When the notice is corrected to 1 October 2026, because ""
    Then that is refused: "Say why what was recorded is corrected."
    When the notice is corrected to 1 October 2026, because "The post book says so."
    Then the case knows of one extension, with the notice sent on 1 October 2026
    And it is due on 3 December 2026
    And the case says what was corrected: "Extension notice sent: Thu 1 Oct 2026, was Sun 20 Sep 2026. Due Thu 3 Dec 2026, as before. Why: The post book says so."

  Scenario: What took the place of an extension is held to the first month as well
    Given a subject access request received on 3 September 2026
    And the time is extended for the complexity of the request with a notice sent on 20 September 2026
    When the notice is corrected to 20 November 2026, because "The post book says so."
    Then that is refused: "The first month had ended when the extension notice was sent"
    And it is due on 3 December 2026

  Scenario: While the clock is stopped the first month has not ended
    Given a subject access request received on 3 September 2026
    And clarification is asked for on 8 September 2026
    When the time is extended for the complexity of the request with a notice sent on 12 October 2026
    And the clarification is answered on 15 October 2026
    Then it is due on 11 January 2027

  Scenario: A notice that is still to be written counts as long as it can go in time
    Given a subject access request received on 3 December 2026
    And today is 20 December 2026
    When the time is extended for the complexity of the request with a notice still to be sent
    Then it is due on 3 March 2027
    And the next step is "Write the extension notice and send it by Sun 3 Jan"
    And the officer is to look at it on 3 January 2027
    When today is 4 January 2027
    Then it is due on 3 March 2027
    And the officer is warned: "A notice sent now goes after the first month ended on Sun 3 Jan 2027, a day off: whether it still came in time is unsettled."
    When the notice was sent on 4 January 2027 after all
    Then it is due on 3 March 2027
    And nothing was corrected
    When today is 5 January 2027
    Then it is due on 3 March 2027

  Scenario: A notice that was never sent extends nothing, and the case goes on
    Given a subject access request received on 3 December 2026
    And today is 20 December 2026
    And the time is extended for the complexity of the request with a notice still to be sent
    When today is 5 January 2027
    Then it is due on 4 January 2027
    And the date is explained by "The extension does not count: its notice has to go before the first month ends. [UK GDPR Art 12A]"
    When the notice was sent on 5 January 2027 after all
    Then that is refused: "The first month had ended when the extension notice was sent, so it extends nothing (UK GDPR Art 12A)."
    When the time is extended for the complexity of the request with a notice sent on 2 January 2027
    Then that is refused: "A request is extended once at most, and the notice of that has still to go (UK GDPR Art 12A)."
    When the notice was sent on 1 January 2027 after all
    Then it is due on 3 March 2027

  Scenario: It is too late for a notice once the first month is over
    Given a subject access request received on 3 December 2026
    And today is 5 January 2027
    When the time is extended for the complexity of the request with a notice still to be sent
    Then that is refused: "The first month has ended, so it extends nothing (UK GDPR Art 12A)."
    And it is due on 4 January 2027

  Scenario: A holiday that is announced gives the notice that has not gone another day
    Given a subject access request received on 17 November 2026
    And the time is extended for the complexity of the request with a notice still to be sent
    When today is 18 December 2026
    Then it is due on 17 December 2026
    When 17 December 2026 becomes a public holiday called "A day of mourning"
    Then it is due on 17 February 2027

  Scenario: An earlier day of receipt can leave a notice too late
    Given a subject access request received on 3 September 2026
    And the time is extended for the complexity of the request with a notice sent on 2 October 2026
    When the day of receipt is corrected to 1 September 2026, because "Reception had it."
    Then it is due on 1 October 2026
    And the case says what was corrected: "Received by the company: Tue 1 Sep 2026, was Thu 3 Sep 2026. Due Thu 1 Oct 2026, was Thu 3 Dec 2026. Why: Reception had it."

  Scenario Outline: Nothing else can be given more time
    Given <a case> received on 2 November 2026
    When the time is extended for the complexity of the request with a notice sent on 3 November 2026
    Then that is refused: "more time"

    Examples:
      | a case                    |
      | an objection to marketing |
      | a withdrawal of consent   |
      | a complaint               |
      | a demo request            |
