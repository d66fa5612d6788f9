Feature: When a request must be answered
  A request is answered without undue delay, and by the end of its due date at the latest: one calendar
  month after it was received, moved on from a weekend or a public holiday to the next working day
  (UK GDPR Art 12A, formerly Art 12(3)).

  Scenario Outline: One calendar month, and on to a working day of the nation
    Given a subject access request received on <received>
    Then it is due on <England and Wales> in England and Wales
    And it is due on <Scotland> in Scotland
    And it is due on <Northern Ireland> in Northern Ireland
    And there is no warning

    Examples:
      | received         | England and Wales | Scotland         | Northern Ireland | why                                    |
      | 25 November 2024 | 27 December 2024  | 27 December 2024 | 27 December 2024 | the regulator's own: two holidays      |
      | 1 January 2024   | 1 February 2024   | 1 February 2024  | 1 February 2024  | a holiday can be the first day         |
      | 31 January 2025  | 28 February 2025  | 28 February 2025 | 28 February 2025 | the regulator's own: a short month     |
      | 31 January 2024  | 29 February 2024  | 29 February 2024 | 29 February 2024 | a leap year                            |
      | 31 January 2026  | 2 March 2026      | 2 March 2026     | 2 March 2026     | a short month, then a weekend          |
      | 3 September 2026 | 5 October 2026    | 5 October 2026   | 5 October 2026   | a Saturday                             |
      | 25 November 2026 | 29 December 2026  | 29 December 2026 | 29 December 2026 | Christmas, a weekend, a substitute day |
      | 30 October 2026  | 30 November 2026  | 1 December 2026  | 30 November 2026 | St Andrew's Day                        |
      | 6 March 2026     | 7 April 2026      | 6 April 2026     | 7 April 2026     | no Easter Monday in Scotland           |
      | 12 June 2026     | 13 July 2026      | 13 July 2026     | 14 July 2026     | the Twelfth, by its substitute day     |

  Scenario Outline: Every right that has a month has the same month
    Given <a request> received on 30 October 2026
    Then it is due on 30 November 2026 in England and Wales
    And it is due on 1 December 2026 in Scotland
    And it is due on 30 November 2026 in Northern Ireland

    Examples:
      | a request                                 |
      | a subject access request                  |
      | a rectification request                   |
      | an erasure request                        |
      | a restriction request                     |
      | a question who was told                   |
      | a portability request                     |
      | an objection                              |
      | a request to review an automated decision |

  Scenario: The company's first day counts, not the officer's
    Given a subject access request taken by the sales desk on 1 September 2026 that reached the officer on 21 September 2026
    Then the clock started on 1 September 2026
    And it is due on 1 October 2026
    And the case says that the sales desk took it and that it reached the officer on 21 September 2026

  Scenario: It cannot have reached the officer before the company
    When a subject access request is noted as received on 21 September 2026 and as reaching the officer on 1 September 2026
    Then that is refused: "It cannot have reached you before the company received it."

  Scenario: Nothing is received on a day to come
    Given today is 22 November 2026
    When a subject access request is noted as received on 23 November 2026
    Then that is refused: "The day it was received lies in the future."

  Scenario Outline: A request is valid however it is made
    Given a subject access request received <way> on 1 September 2026
    Then the clock started on 1 September 2026
    And it is due on 1 October 2026

    Examples:
      | way                  |
      | by email             |
      | by post              |
      | by phone             |
      | in person            |
      | through the web form |
      | over social media    |

  Scenario Outline: Requests from before the change of the law are counted alike, and the older text is cited
    Given a subject access request received on <received>
    Then it is due on <due>
    And the date is explained by "<article>"

    Examples:
      | received        | due          | article                                                        |
      | 4 February 2026 | 4 March 2026 | Wed 4 Feb 2026. [UK GDPR Art 12(3), older text]                |
      | 4 February 2026 | 4 March 2026 | the older text applies and the same steps are used (unsettled) |
      | 5 February 2026 | 5 March 2026 | Thu 5 Feb 2026. [UK GDPR Art 12A]                              |

  Scenario: Every date explains itself, on the screen and on paper
    Given a subject access request received on 25 November 2026
    Then it is due on 29 December 2026
    And the date is explained step by step:
      | step                                                                                             | source                              |
      | Received by the company on Wed 25 Nov 2026.                                                      | UK GDPR Art 12A                     |
      | One calendar month from Wed 25 Nov 2026 is Fri 25 Dec 2026.                                      | UK GDPR Art 12A                     |
      | Fri 25 Dec 2026 is passed over: Christmas Day.                                                   | Regulator's guidance on time limits |
      | Sat 26 Dec 2026 is passed over: Saturday.                                                        | Regulator's guidance on time limits |
      | Sun 27 Dec 2026 is passed over: Sunday.                                                          | Regulator's guidance on time limits |
      | Mon 28 Dec 2026 is passed over: Boxing Day (substitute day).                                     | Regulator's guidance on time limits |
      | Due by the end of Tue 29 Dec 2026. It is the longest stop: answer without undue delay.           | UK GDPR Art 12A                     |
      | The public holidays of England and Wales are used; no rule says which nation counts (unsettled). | Own practice                        |
    And the same explanation can be printed

  Scenario: Asking what if changes nothing
    Given a subject access request received on 3 September 2026
    When the officer asks what if the time were extended with a notice sent on 20 September 2026
    Then it would be due on 3 December 2026
    When the officer asks what if clarification were asked for on 8 September 2026 and answered on 18 September 2026
    Then it would be due on 13 October 2026
    But it is due on 5 October 2026
    And nothing was written down on the case

  Scenario: Asking what if is held to the law all the same
    Given an erasure request received on 3 September 2026
    When the officer asks what if clarification were asked for on 8 September 2026 and answered on 18 September 2026
    Then that is refused: "Only subject access can be stopped for a clarification"
