Feature: How a case ends, and how it goes on
  A closed case has an outcome; whoever was owed an answer got one; a refusal has its reasons. A case opened in
  error is voided and its number is never used twice.

  Scenario Outline: An outcome that fits the kind of case
    Given <a case> received on 2 November 2026
    And <work>
    When the case is closed on 20 November 2026 as <outcome>, answered on 20 November 2026, because "As set out."
    Then the case is closed

    Examples:
      | a case                                    | work                              | outcome                |
      | a subject access request                  | nothing else is noted             | answered               |
      | a subject access request                  | every place is searched           | nothing held           |
      | a subject access request                  | the reasons to refuse are decided | part refused           |
      | a subject access request                  | the reasons to refuse are decided | refused                |
      | a rectification request                   | nothing else is noted             | answered               |
      | a rectification request                   | the reasons to refuse are decided | refused                |
      | an erasure request                        | the reasons to refuse are decided | part refused           |
      | an erasure request                        | nothing else is noted             | withdrawn              |
      | a restriction request                     | the reasons to refuse are decided | refused                |
      | a question who was told                   | the reasons to refuse are decided | refused                |
      | a portability request                     | nothing else is noted             | identity not confirmed |
      | a portability request                     | the reasons to refuse are decided | part refused           |
      | an objection                              | the reasons to refuse are decided | refused                |
      | an objection to marketing                 | nothing else is noted             | answered               |
      | a request to review an automated decision | the reasons to refuse are decided | refused                |
      | a withdrawal of consent                   | nothing else is noted             | answered               |
      | a complaint                               | each issue has its finding        | upheld                 |
      | a complaint                               | each issue has its finding        | partly upheld          |
      | a complaint                               | each issue has its finding        | not upheld             |
      | a case of the regulator                   | nothing else is noted             | no further action      |
      | a demo request                            | nothing else is noted             | dealt with             |
      | a contact form                            | nothing else is noted             | withdrawn              |

  Scenario Outline: An outcome that does not
    Given <a case> received on 2 November 2026
    When the case is closed on 20 November 2026 as <outcome>, answered on 20 November 2026, because "As set out."
    Then that is refused: "“<outcome>” is no outcome of this kind of case."
    And the case is open

    Examples:
      | a case                    | outcome      |
      | a subject access request  | upheld       |
      | a subject access request  | dealt with   |
      | a complaint               | refused      |
      | a complaint               | answered     |
      | an objection to marketing | refused      |
      | a withdrawal of consent   | part refused |
      | a contact form            | refused      |

  Scenario Outline: What an outcome stands on is written down first
    Given <a case> received on 2 November 2026
    When the case is closed on 20 November 2026 as <outcome>, answered on 20 November 2026, because "As set out."
    Then that is refused: "<words>"
    And the case is open

    Examples:
      | a case                   | outcome      | words                                                                          |
      | a subject access request | refused      | Record the decision first: the provision, the reasoning, who decided and when. |
      | an erasure request       | part refused | Record the decision first: the provision, the reasoning, who decided and when. |
      | a subject access request | nothing held | Say of every place to search what was found there, or why it was not searched. |
      | a complaint              | upheld       | Give every issue its finding.                                                  |

  Scenario Outline: Whoever is owed an answer has got one
    Given a subject access request received on 2 November 2026
    And <work>
    When the case is closed on 20 November 2026 as <outcome>, without an answer, because "As set out."
    Then that is refused: "Enter the day the answer was sent or handed over: the law counts it."
    And the case is open

    Examples:
      | outcome      | work                              |
      | answered     | nothing else is noted             |
      | nothing held | every place is searched           |
      | part refused | the reasons to refuse are decided |
      | refused      | the reasons to refuse are decided |

  Scenario Outline: A refusal gives its reasons, also when it refuses a part
    Given an erasure request received on 2 November 2026
    And the reasons to refuse are decided
    When the case is closed on 20 November 2026 as <outcome>, answered on 20 November 2026
    Then that is refused: "A refusal needs its reasons (UK GDPR Art 12(4))."
    And the case is open
    When the case is closed on 20 November 2026 as <outcome>, answered on 20 November 2026, because "The law requires that the invoices are kept."
    Then the case is closed

    Examples:
      | outcome      |
      | refused      |
      | part refused |

  Scenario: The day of dispatch comes before the day of closing, and neither is a day to come
    Given a subject access request received on 2 November 2026
    When the case is closed on 18 November 2026 as answered, answered on 19 November 2026
    Then that is refused: "The case was closed before its answer was sent."
    When the case is closed today as answered, answered tomorrow
    Then that is refused: "The day lies in the future."
    When the case is closed on 19 November 2026 as answered, answered on 1 November 2026
    Then that is refused: "The day lies before the case was received."

  Scenario Outline: A case that ended without an answer has nothing due any more
    Given a subject access request received on 2 November 2026
    When the case is closed on 20 November 2026 as <outcome>, without an answer, because "She wrote so."
    Then the case is closed
    And no clock runs
    And nothing is due
    And the date is explained by "The date was Wed 2 Dec 2026. The case was closed on Fri 20 Nov 2026 without an answer: nothing is due any more."

    Examples:
      | outcome                |
      | withdrawn              |
      | identity not confirmed |

  Scenario: A case of the regulator that needs no answer says why
    Given a case of the regulator received on 2 November 2026
    And the regulator asks for an answer by 16 November 2026
    When the case is closed on 9 November 2026 as no answer was needed, without an answer, because " "
    Then that is refused: "Say why no answer was needed."
    And the case is open
    When the case is closed on 9 November 2026 as no answer was needed, without an answer, because "It took its question back."
    Then the case is closed
    And nothing is due
    And the date is explained by "The date was Mon 16 Nov 2026. The case was closed on Mon 9 Nov 2026 without an answer: nothing is due any more."

  Scenario: Nobody else's case ends without an answer for that reason
    Given a complaint received on 2 November 2026
    When the case is closed on 9 November 2026 as no answer was needed, without an answer, because "She is content."
    Then that is refused: "“no answer was needed” is no outcome of this kind of case."

  Scenario: A case closed without identity never started its clock
    Given a subject access request received on 2 November 2026
    And proof of identity is asked for on 3 November 2026
    When the case is closed on 20 November 2026 as identity not confirmed, without an answer, because "She did not reply."
    Then nothing is due
    And the date is explained by "The case was closed on Fri 20 Nov 2026: nothing is due any more."

  Scenario: What was answered in time stays so
    Given a subject access request received on 2 November 2026
    When the case is closed on 20 November 2026 as answered, answered on 19 November 2026
    Then it was answered in time
    And it is due on 2 December 2026

  Scenario: What was answered late is not closed before it is written down why
    Given a subject access request received on 2 November 2026
    When the case is closed on 4 December 2026 as answered, answered on 3 December 2026
    Then that is refused: "Say why it went late. It was due Wed 2 Dec 2026."
    When the case is closed on 4 December 2026 as answered, answered on 3 December 2026, late because "Two systems took longer."
    Then it was answered late
    And the case says that it went late because "Two systems took longer."

  Scenario: What was answered can no longer be said to be unanswered
    Given a subject access request received on 2 November 2026
    And the case is closed on 20 November 2026 as answered, answered on 19 November 2026
    When the day of the answer is taken out again
    Then that is refused: "Enter the day the answer was sent or handed over"

  Scenario: A case opened in error is voided with a reason, and has no clock
    Given a subject access request received on 2 November 2026
    When it is voided because ""
    Then that is refused: "Say why the case was opened in error."
    When it is voided because "It was a question about an invoice."
    Then the case is voided
    And no clock runs
    And nothing is due
    And the case says that it was voided because "It was a question about an invoice."

  Scenario: A number is never used twice
    Given a subject access request received on 2 November 2026
    And it is voided because "Twice the same."
    When a subject access request is received on 3 November 2026
    Then its reference is SAR-2026-0002
    When it is voided because "Twice the same."
    And a subject access request is received on 3 November 2026
    Then its reference is SAR-2026-0003

  Scenario: Nothing but notes and documents goes on in a voided case
    Given a subject access request received on 2 November 2026
    And it is voided because "Twice the same."
    When proof of identity is asked for on 3 November 2026
    Then that is refused: "This case was opened in error and is voided."
    When the case is closed on 20 November 2026 as withdrawn, without an answer, because "She wrote so."
    Then that is refused: "This case was opened in error and is voided."
    When the officer writes a note and keeps a document
    Then both are on the case

  Scenario: A case is opened again with a reason, which stays beside how it had ended
    Given a subject access request received on 2 November 2026
    And the case is closed on 18 November 2026 as withdrawn, without an answer, because "She wrote so."
    When it is opened again because ""
    Then that is refused: "Say why the case is opened again."
    When it is opened again because "She changed her mind."
    Then the case is open
    And the clock runs
    And it is due on 2 December 2026
    And a note on the case says "Opened again; it was closed on Wed 18 Nov 2026 as “withdrawn”. She changed her mind."

  Scenario: Also a voided case can be opened again
    Given a subject access request received on 2 November 2026
    And it is voided because "Twice the same."
    When it is opened again because "They are two requests."
    Then the clock runs
    And it is due on 2 December 2026
    And a note on the case says "Twice the same. They are two requests."

  Scenario: What is open is not opened again
    Given a subject access request received on 2 November 2026
    When it is opened again because "By mistake."
    Then that is refused: "This case is open already."
    And no note was left on the case

  Scenario: A case from before the register keeps its old reference
    Given a subject access request with the old reference "DP/17" received on 2 November 2026
    Then its reference is SAR-2026-0001
    And it is found under its old reference "DP/17"
