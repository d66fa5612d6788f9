Feature: Asking which information is meant stops the clock of subject access
  Only subject access (Art 15) can be stopped, and only while the person has the question. Two ways of counting
  the days exist (unsettled): from asking to answering sets the due date; the day of asking counted too gives
  the latest arguable day.

  Scenario: While the question is open the clock is stopped
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 4 September 2026
    Then the clock is stopped
    And nothing is due
    And the officer is to ask again on 18 September 2026
    When the clarification is answered on 11 September 2026
    Then the clock runs
    And it is due on 8 October 2026
    And the latest arguable day is 9 October 2026

  Scenario Outline: The days with the person are added to the month
    Given a subject access request received on <received>
    When clarification is asked for on <asked> and answered on <answered>
    Then it is due on <due> in England and Wales
    And it is due on <due> in Scotland
    And it is due on <due> in Northern Ireland
    And the latest arguable day is <latest>

    Examples:
      | received         | asked            | answered          | due            | latest         | why                                     |
      | 1 September 2026 | 4 September 2026 | 11 September 2026 | 8 October 2026 | 9 October 2026 | seven days, or eight                    |
      | 3 September 2026 | 8 September 2026 | 10 September 2026 | 5 October 2026 | 6 October 2026 | added to 3 October, not to a rolled day |
      | 1 September 2026 | 1 September 2026 | 5 September 2026  | 5 October 2026 | 5 October 2026 | the day of receipt is never counted     |
      | 1 September 2026 | 4 September 2026 | 4 September 2026  | 1 October 2026 | 2 October 2026 | no day, or one                          |

  Scenario Outline: The day that comes out is moved on to a working day of the nation
    Given a subject access request received on 26 October 2026
    When clarification is asked for on 27 October 2026 and answered on 31 October 2026
    Then it is due on <due> in <nation>
    And the latest arguable day is 1 December 2026

    Examples:
      | nation            | due              |
      | England and Wales | 30 November 2026 |
      | Scotland          | 1 December 2026  |
      | Northern Ireland  | 30 November 2026 |

  Scenario: Questions that overlap are one pause
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 4 September 2026 and answered on 11 September 2026
    And clarification is asked for on 8 September 2026 and answered on 15 September 2026
    Then it is due on 12 October 2026
    And the latest arguable day is 13 October 2026
    And the date is explained by "Excluded, from asking to answering and after the clock started: 11 days."

  Scenario: Questions one after the other are two pauses
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 2 September 2026 and answered on 4 September 2026
    And clarification is asked for on 9 September 2026 and answered on 11 September 2026
    Then it is due on 5 October 2026
    And the latest arguable day is 7 October 2026

  Scenario: One of two questions without its answer keeps the clock stopped
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 4 September 2026 and answered on 11 September 2026
    And clarification is asked for on 8 September 2026
    Then the clock is stopped
    And the officer is to ask again on 22 September 2026

  Scenario: A question inside another adds nothing
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 4 September 2026 and answered on 20 September 2026
    And clarification is asked for on 8 September 2026 and answered on 10 September 2026
    And clarification is asked for on 14 September 2026 and answered on 18 September 2026
    Then it is due on 19 October 2026
    And the date is explained by "after the clock started: 16 days. That makes Sat 17 Oct 2026."

  Scenario: What is asked for while the question made the month longer still counts
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 4 September 2026 and answered on 11 September 2026
    And proof of identity is asked for on 5 October 2026
    Then the clock has not started

  Scenario: Days before the clock starts exclude nothing
    Given a subject access request received on 1 September 2026
    When proof of identity is asked for on 2 September 2026
    And clarification is asked for on 2 September 2026 and answered on 8 September 2026
    Then the clock has not started
    When proof of identity comes on 10 September 2026
    Then it is due on 12 October 2026
    And the latest arguable day is 12 October 2026

  Scenario: A question asked after the due date moves nothing
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 2 October 2026 and answered on 20 October 2026
    Then it is due on 1 October 2026
    And the officer is warned: "after the due date had passed: it moves nothing"

  Scenario: A question asked late in the month counts, with a warning
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 28 September 2026 and answered on 2 October 2026
    Then it is due on 5 October 2026
    And the officer is warned: "late in the month: whether that still moves the date is unsettled"

  Scenario: A stopped clock freezes nothing else
    Given a subject access request received on 1 September 2026
    And clarification is asked for on 4 September 2026
    When the officer writes a note, keeps a document and files a letter
    Then all three are on the case
    And the clock is stopped

  Scenario Outline: Nothing but subject access can be stopped
    Given <a case> received on 2 November 2026
    When clarification is asked for on 3 November 2026
    Then that is refused: "Only subject access can be stopped for a clarification (UK GDPR Art 12A with Art 15)"

    Examples:
      | a case                                    |
      | a rectification request                   |
      | an erasure request                        |
      | a restriction request                     |
      | a question who was told                   |
      | a portability request                     |
      | an objection                              |
      | an objection to marketing                 |
      | a request to review an automated decision |
      | a withdrawal of consent                   |
      | a complaint                               |
      | a contact form                            |

  Scenario: An answer cannot come before its question
    Given a subject access request received on 1 September 2026
    When clarification is asked for on 11 September 2026 and answered on 4 September 2026
    Then that is refused: "The day it was answered lies before the day it was asked for"
