Feature: When the public holidays change
  New holidays are announced late. The officer adds or imports them, or moves the company to another nation, and
  every open case whose date moves says so.

  Scenario: England and Wales, unless the officer says otherwise
    Given a subject access request received on 30 October 2026
    Then it is due on 30 November 2026
    And the date is explained by "The public holidays of England and Wales are used"

  Scenario: A day that is announced moves what falls due on it
    Given a subject access request received on 17 November 2026
    And an erasure request received on 18 November 2026
    When 17 December 2026 becomes a public holiday called "A day of mourning"
    Then the case SAR-2026-0001 is due on 18 December 2026
    And a note on the case says "The dates were worked out anew after the public holidays or the nation changed."
    And the date is explained by "Thu 17 Dec 2026 is passed over: A day of mourning."
    But the case ERA-2026-0001 is due on 18 December 2026
    And no note was left on the case

  Scenario: A day that is none after all moves it back
    Given a subject access request received on 30 October 2026
    And the company follows the public holidays of Scotland
    When 30 November 2026 is no public holiday after all
    Then it is due on 30 November 2026

  Scenario Outline: Every clock that has a date is worked out anew
    Given <a case> received on <received>
    When the company follows the public holidays of Scotland
    Then it is due on 1 December 2026
    And a note on the case says "The dates were worked out anew after the public holidays or the nation changed."

    Examples:
      | a case                    | received        |
      | a subject access request  | 30 October 2026 |
      | a portability request     | 30 October 2026 |
      | an objection to marketing | 30 October 2026 |
      | a withdrawal of consent   | 30 October 2026 |
      | a complaint               | 31 October 2026 |

  Scenario: A holiday on the day that the regulator set brings its answer forward
    Given a case of the regulator received on 2 November 2026
    And the regulator asks for an answer by 17 December 2026
    When 17 December 2026 becomes a public holiday called "A day of mourning"
    Then it is due on 16 December 2026
    And a note on the case says "The dates were worked out anew after the public holidays or the nation changed."
    And the date is explained by "Thu 17 Dec 2026 is no working day: A day of mourning."
    When the regulator asks for an answer by 18 December 2026
    Then it is due on 18 December 2026

  Scenario: What is closed stays as it was
    Given a subject access request received on 30 October 2026
    And the case is closed on 20 November 2026 as answered, answered on 20 November 2026
    When the company follows the public holidays of Scotland
    Then the list of cases still shows 30 November 2026
    And no note was left on the case

  Scenario: An official list is taken over
    Given a subject access request received on 17 November 2026
    When the official list is taken over with these days:
      | day              | name              |
      | 17 December 2026 | A day of mourning |
      | 25 December 2026 | Christmas Day     |
    Then the case SAR-2026-0001 is due on 18 December 2026
    And a note on the case says "worked out anew"

  Scenario: A day needs its name, since dates are explained by it
    When 17 December 2026 becomes a public holiday called " "
    Then that is refused: "Give the day its name"

  Scenario: Past the end of the table the officer is warned
    Given a subject access request received on 20 December 2028
    Then it is due on 22 January 2029
    And the officer is warned: "lies outside the public holidays known here (Tue 1 Jan 2019 to Sun 31 Dec 2028)"
    And the date is explained by "a holiday that is missing there would move the date. [Warning]"

  Scenario: Which nation counts is said with every date, because no rule settles it
    Given a subject access request received on 2 November 2026
    And the company follows the public holidays of Northern Ireland
    Then the date is explained by "The public holidays of Northern Ireland are used; no rule says which nation counts (unsettled)."
