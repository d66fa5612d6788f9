Feature: Acknowledging a complaint about data protection
  A complaint received on or after 19 June 2026 is acknowledged within 30 days, counted from the day after
  receipt and moved on to a working day (Data Protection Act 2018 s.164A). Its outcome has no fixed limit.

  Scenario Outline: Thirty days, and on to a working day of the nation
    Given a complaint received on <received>
    Then it is due on <England and Wales> in England and Wales
    And it is due on <Scotland> in Scotland
    And it is due on <Northern Ireland> in Northern Ireland

    Examples:
      | received         | England and Wales | Scotland         | Northern Ireland | why                             |
      | 19 June 2026     | 20 July 2026      | 20 July 2026     | 20 July 2026     | the first day of the duty       |
      | 1 August 2026    | 1 September 2026  | 31 August 2026   | 1 September 2026 | the late August holiday         |
      | 25 November 2026 | 29 December 2026  | 29 December 2026 | 29 December 2026 | Christmas                       |
      | 29 January 2027  | 1 March 2027      | 1 March 2027     | 1 March 2027     | thirty days are not a month     |
      | 31 October 2026  | 30 November 2026  | 1 December 2026  | 30 November 2026 | St Andrew's Day                 |
      | 25 December 2026 | 25 January 2027   | 25 January 2027  | 25 January 2027  | counted on whatever day it came |

  Scenario Outline: A complaint can come by any route
    Given a complaint received <way> on 2 November 2026
    Then it is due on 2 December 2026

    Examples:
      | way                  |
      | by email             |
      | by post              |
      | by phone             |
      | in person            |
      | through the web form |
      | over social media    |

  Scenario Outline: From day 28 the officer is told not to wait, since a stricter reading is a day shorter
    Given a complaint received on 25 November 2026
    When today is <today>
    Then <so>

    Examples:
      | today            | so                                                  |
      | 22 December 2026 | the complaint may wait                              |
      | 23 December 2026 | the complaint is to be acknowledged now (unsettled) |
      | 29 December 2026 | the complaint is to be acknowledged now (unsettled) |

  Scenario: Once acknowledged nothing is due but the next update
    Given a complaint received on 25 November 2026
    When it is acknowledged on 1 December 2026 with an update promised for 15 December 2026
    Then the complaint was acknowledged on 1 December 2026, in time
    And nothing is due
    And the person is to be told how it stands on 15 December 2026
    And the date is explained by "The outcome has no fixed limit: investigate from receipt and answer without undue delay."

  Scenario Outline: Without a promise the person hears again after a month
    Given a complaint received on 25 November 2026
    When it is acknowledged on 1 December 2026
    And the company follows the public holidays of <nation>
    Then the person is to be told how it stands on <day>

    Examples:
      | nation            | day            |
      | England and Wales | 4 January 2027 |
      | Scotland          | 5 January 2027 |
      | Northern Ireland  | 4 January 2027 |

  Scenario: An acknowledgement sent late stays late
    Given a complaint received on 25 November 2026
    When it is acknowledged on 30 December 2026
    Then the complaint was acknowledged on 30 December 2026, late
    And the date is explained by "Acknowledged on Wed 30 Dec 2026, 1 day late."

  Scenario: An outcome sent inside the thirty days needs no acknowledgement
    Given a complaint received on 25 November 2026
    When the answer is sent on 29 December 2026
    Then it was answered in time
    And the date is explained by "Outcome sent on Tue 29 Dec 2026, in time, without an acknowledgement."

  Scenario: An outcome sent later was due an acknowledgement
    Given a complaint received on 25 November 2026
    When the answer is sent on 30 December 2026
    Then it was answered late

  Scenario: After the acknowledgement the outcome has no limit to miss
    Given a complaint received on 25 November 2026
    When it is acknowledged on 1 December 2026
    And the answer is sent on 3 March 2027
    Then it was answered in time

  Scenario Outline: Complaints from before the duty are acknowledged as good practice
    Given a complaint received on 18 June 2026
    And the company follows the public holidays of <nation>
    Then nothing is due
    And no clock runs
    And the officer is to look at it on 20 July 2026
    And the date is explained by "when the duty came into force: good practice only. [Data Protection Act 2018 s.164A]"
    And the date is no duty

    Examples:
      | nation            |
      | England and Wales |
      | Scotland          |
      | Northern Ireland  |

  Scenario Outline: Nothing moves the thirty days
    Given a complaint received on 2 November 2026
    When <event>
    Then that is refused: "<words>"
    And it is due on 2 December 2026

    Examples:
      | event                                                                                        | words                                     |
      | proof of the agent's authority is asked for on 3 November 2026                               | The 30 days for acknowledging a complaint |
      | clarification is asked for on 3 November 2026                                                | Only subject access can be stopped        |
      | the time is extended for the complexity of the request with a notice sent on 3 November 2026 | The 30 days for acknowledging a complaint |

  Scenario: An update cannot be promised for a day before the acknowledgement
    Given a complaint received on 2 November 2026
    When it is acknowledged on 10 November 2026 with an update promised for 9 November 2026
    Then that is refused: "The next update lies before the day it was acknowledged"

  Scenario Outline: What is no complaint about data protection is dealt with elsewhere, and why is kept
    Given a complaint received on 2 November 2026
    When the case is closed on 20 November 2026 as dealt with elsewhere, without an answer, because "The support desk has it."
    Then that is refused: "Decide first what it is: a complaint, a request, a breach or a service matter."
    When it is routed as a <matter> because "It is about an invoice."
    And the case is closed on 20 November 2026 as dealt with elsewhere, without an answer, because "The support desk has it."
    Then the case is closed
    And the case says that it was routed as a <matter> because "It is about an invoice."

    Examples:
      | matter         |
      | service matter |
      | request        |
      | breach         |

  Scenario: A routing has its reason
    Given a complaint received on 2 November 2026
    When it is routed as a service matter because ""
    Then that is refused: "Write down the reasoning"

  Scenario: The day that the regulator sets is stretched by no rule
    Given a case of the regulator received on 2 November 2026
    Then nothing is due
    And the officer is to look at it on 16 November 2026
    When the regulator asks for an answer by 30 November 2026
    Then it is due on 30 November 2026
    And the date is explained by "The regulator asked for an answer by the end of Mon 30 Nov 2026."
    When proof of identity is asked for on 3 November 2026
    Then that is refused: "The regulator sets the day"
    When clarification is asked for on 3 November 2026
    Then that is refused: "Only subject access can be stopped"
    And it is due on 30 November 2026

  Scenario Outline: A day on which nobody works is answered before it
    Given a case of the regulator received on 2 November 2026
    When the regulator asks for an answer by <set>
    Then it is due on <due>
    And the date is explained by "The regulator asked for an answer by the end of <said>."
    And the date is explained by "<words>"

    Examples:
      | set              | due              | said            | words                                             |
      | 28 November 2026 | 27 November 2026 | Sat 28 Nov 2026 | Sat 28 Nov 2026 is no working day: Saturday.      |
      | 25 December 2026 | 24 December 2026 | Fri 25 Dec 2026 | Fri 25 Dec 2026 is no working day: Christmas Day. |
      | 25 December 2026 | 24 December 2026 | Fri 25 Dec 2026 | a day that the regulator set is never stretched   |
