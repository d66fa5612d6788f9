Feature: When something counts as sent
  Answered means sent or handed over. The day of dispatch counts, neither the date on the letter nor the day it
  was filed. The same holds for acknowledgements and notices.

  Scenario Outline: The day of the answer decides whether it was in time
    Given a subject access request received on 3 September 2026
    When the answer is sent on <sent>
    Then it was answered <how>
    And the date is explained by "<words>"
    And it is due on 5 October 2026

    Examples:
      | sent              | how     | words                                                    |
      | 20 September 2026 | in time | Answered on Sun 20 Sep 2026, in time.                    |
      | 5 October 2026    | in time | Answered on Mon 5 Oct 2026, in time.                     |
      | 6 October 2026    | late    | Answered on Tue 6 Oct 2026, 1 day after the due date.    |
      | 20 October 2026   | late    | Answered on Tue 20 Oct 2026, 15 days after the due date. |

  Scenario: The latest arguable day is not the due date
    Given a subject access request received on 1 September 2026
    And clarification is asked for on 4 September 2026 and answered on 11 September 2026
    When the answer is sent on 9 October 2026
    Then the latest arguable day is 9 October 2026
    But it was answered late

  Scenario: What is in time in Scotland can be late in England
    Given a subject access request received on 30 October 2026
    When the answer is sent on 1 December 2026
    Then it was answered late
    When the company follows the public holidays of Scotland
    Then it was answered in time

  Scenario Outline: A response counts on the day it was posted
    Given a subject access request received on 25 November 2026
    When a response dated 22 December 2026 is filed on 23 December 2026
    Then the clock runs
    When it is noted on 4 January 2027 that it was posted on <posted>
    Then it was answered <how>
    And the answer was sent on <posted>

    Examples:
      | posted           | how     |
      | 29 December 2026 | in time |
      | 30 December 2026 | late    |

  Scenario Outline: So does an acknowledgement
    Given a complaint received on 25 November 2026
    When an acknowledgement dated 22 December 2026 is filed on 23 December 2026
    Then the complaint is not acknowledged
    When it is noted on 4 January 2027 that it was posted on <posted>
    Then the complaint was acknowledged on <posted>, <how>

    Examples:
      | posted           | how     |
      | 29 December 2026 | in time |
      | 30 December 2026 | late    |

  Scenario: And so does what asks for proof
    Given a subject access request received on 2 November 2026
    When a letter asking for proof of identity dated 3 November 2026 is filed on 23 November 2026
    Then the clock runs
    When it is noted on 26 November 2026 that it was posted on 24 November 2026
    Then the clock has not started
    And the officer is to ask again on 8 December 2026

  Scenario: And a question which information is meant
    Given a subject access request received on 2 November 2026
    When a letter asking which information is meant dated 3 November 2026 is filed on 23 November 2026
    Then the clock runs
    When it is noted on 26 November 2026 that it was posted on 24 November 2026
    Then the clock is stopped
    And the officer is to ask again on 8 December 2026

  Scenario: And the notice of more time
    Given a subject access request received on 24 November 2026
    And the time is extended for the complexity of the request with a notice sent on 1 December 2026
    When a notice of more time dated 1 December 2026 is filed on 2 December 2026
    And it is noted on 4 December 2026 that it was posted on 3 December 2026
    Then the date is explained by "the notice was sent on Thu 3 Dec 2026"
    And it is due on 24 February 2027

  Scenario: A notice of more time that is posted after the first month extends nothing
    Given a subject access request received on 24 November 2026
    And the time is extended for the complexity of the request with a notice sent on 1 December 2026
    And a notice of more time dated 1 December 2026 is filed on 2 December 2026
    When it is noted on 4 January 2027 that it was posted on 29 December 2026
    Then it is due on 24 December 2026
    And the officer is warned: "The extension notice was sent on Tue 29 Dec 2026, after the first month had ended on Thu 24 Dec 2026: it extends nothing."
    And the date is explained by "The extension does not count: its notice has to go before the first month ends. [UK GDPR Art 12A]"
    And the next step is "Answer now, it is overdue since no extension notice went in time: acknowledge it, and ask for proof of identity only on reasonable doubt"

  Scenario: A notice of more time that lies ready counts until the first month is over
    Given a subject access request received on 24 November 2026
    And the time is extended for the complexity of the request with a notice sent on 1 December 2026
    When a notice of more time dated 1 December 2026 is filed on 2 December 2026
    Then it is due on 24 February 2027
    And the next step is "Send the extension notice by Thu 24 Dec, and record that it was sent"
    And the date is explained by "Extended once for the complexity of the request, if its notice is sent before the first month ends: by Thu 24 Dec 2026. After Thu 24 Dec 2026 it extends nothing. [UK GDPR Art 12A]"
    When today is 24 December 2026
    Then it is due on 24 February 2027
    When today is 25 December 2026
    Then it is due on 24 December 2026
    And the officer is warned: "No extension notice was sent before the first month had ended on Thu 24 Dec 2026: it extends nothing."
    And the next step is "Answer now, it is overdue since no extension notice went in time: acknowledge it, and ask for proof of identity only on reasonable doubt"
    And a note on the case says "the extension does not count and the date of the first month stands"
    When the case is closed on 28 December 2026 as answered, answered on 28 December 2026
    Then that is refused: "Say why it went late. It was due Thu 24 Dec 2026."

  Scenario: An answer in the first month needs no notice of more time any more
    Given a subject access request received on 24 November 2026
    And the time is extended for the complexity of the request with a notice sent on 1 December 2026
    And a notice of more time dated 1 December 2026 is filed on 2 December 2026
    When the answer is sent on 18 December 2026
    Then it was answered in time
    And it is due on 24 December 2026
    And there is no warning

  Scenario: A letter cannot have been posted on a day to come, nor before the request came
    Given a subject access request received on 25 November 2026
    And a response dated 1 December 2026 is filed on 1 December 2026
    When it is noted on 2 December 2026 that it was posted on 3 December 2026
    Then that is refused: "cannot have been sent on a day to come"
    When it is noted on 2 December 2026 that it was posted on 24 November 2026
    Then that is refused: "cannot have been sent before the case was received"
    And the clock runs

  Scenario: An answer sent while the clock is stopped is in time
    Given a subject access request received on 1 September 2026
    And clarification is asked for on 4 September 2026
    When the answer is sent on 20 October 2026
    Then it was answered in time
