Feature: What was recorded of a clock can be corrected
  What is only added needs no reason. What was recorded and is changed or taken out needs one; the dates are
  worked out anew, and the correction stays on the case, with who made it, when and why.

  Scenario: A day that was wrong is corrected, and the date moves
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    And proof of identity comes on 10 September 2026
    When the day proof of identity came is corrected to 15 September 2026, because "The 10th was its postmark."
    Then it is due on 15 October 2026
    And the case says what was corrected: "Proof of identity received: Tue 15 Sep 2026, was Thu 10 Sep 2026. Due Thu 15 Oct 2026, was Mon 12 Oct 2026. Why: The 10th was its postmark."

  Scenario: Without a reason nothing is corrected
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    And proof of identity comes on 10 September 2026
    When the day proof of identity came is corrected to 15 September 2026, because ""
    Then that is refused: "Say why what was recorded is corrected."
    And it is due on 12 October 2026
    And nothing was corrected

  Scenario: What was never asked for is taken out, and the clock runs from receipt
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    When proof of identity is taken out of the facts, because "It was asked on another case."
    Then it is due on 1 October 2026
    And the case says what was corrected: "Proof of identity asked for: taken out, was Wed 2 Sep 2026. Due Thu 1 Oct 2026; there was none. Why: It was asked on another case."

  Scenario: What is only added is no correction
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    When proof of identity comes on 10 September 2026
    And clarification is asked for on 14 September 2026 and answered on 18 September 2026
    Then it is due on 14 October 2026
    And nothing was corrected

  Scenario: The day of receipt is corrected with a reason as well, since the clock runs from it
    Given a subject access request received on 12 November 2026
    When the day of receipt is corrected to 9 November 2026, because " "
    Then that is refused: "Say why what was recorded is corrected."
    And it is due on 14 December 2026
    And nothing was corrected
    When the day of receipt is corrected to 9 November 2026, because "Reception had it for three days."
    Then it is due on 9 December 2026
    And the case says what was corrected: "Received by the company: Mon 9 Nov 2026, was Thu 12 Nov 2026. Due Wed 9 Dec 2026, was Mon 14 Dec 2026. Why: Reception had it for three days."

  Scenario Outline: It is corrected with a reason where it moves no date as well
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    And proof of identity comes on 10 September 2026
    When the day of receipt is corrected to 31 August 2026, because "<reason>"
    Then <so>

    Examples:
      | reason                   | so                                                                                                                                                                   |
      |                          | that is refused: "Say why what was recorded is corrected."                                                                                                           |
      | The envelope was stamped | the case says what was corrected: "Received by the company: Mon 31 Aug 2026, was Tue 1 Sep 2026. Due Mon 12 Oct 2026, as before. Why: The envelope was stamped" |

  Scenario: The day an enquiry came starts nothing, so it is changed like its other details
    Given a contact form received on 12 November 2026
    When the day of receipt is corrected to 9 November 2026, because ""
    Then nothing was corrected

  Scenario: What happened is recorded once, and corrected if it is wrong
    Given a subject access request received on 1 September 2026
    And proof of identity is asked for on 2 September 2026
    When proof of identity is asked for on 4 September 2026
    Then that is refused: "Proof of identity was asked for on Wed 2 Sep 2026; that is recorded. Correct the clock facts if it is wrong."
    When proof of identity comes on 10 September 2026
    And proof of identity comes on 11 September 2026
    Then that is refused: "Proof of identity was received on Thu 10 Sep 2026; that is recorded."
    And it is due on 12 October 2026

  Scenario: What was not asked for is not waited for
    Given a subject access request received on 1 September 2026
    When proof of identity comes on 10 September 2026
    Then that is refused: "Proof of identity was not asked for, so nothing waits for it."
    And it is due on 1 October 2026

  Scenario: Nothing more happens to the clock of a case that ended
    Given a subject access request received on 2 November 2026
    And the case is closed on 20 November 2026 as withdrawn, without an answer, because "She wrote so."
    When proof of identity is asked for on 21 November 2026
    Then that is refused: "This case is closed. Open it again, or correct its clock facts."
