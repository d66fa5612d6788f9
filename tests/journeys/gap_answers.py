"""What an officer types into the gaps of the letters, so that their pages read as letters do."""

ANSWERS = {
    "reason for the delay": "that the archive had to be searched by hand",
    "day": "21 November 2026",
    "what was decided": "your trial would end early",
    "which data": "the record of your logins",
    "how it came about, in plain words": "a rule ends a trial that nobody has used for thirty days",
    "what the person said, or that they said nothing more": "you were ill and could not use the trial",
    "role of the reviewer": "our head of customer care",
    "the decision stands, or what it is now": "your trial runs for another thirty days",
    "reasons": "you told us at once, and nobody is worse off",
    "who was not involved so far": "our managing director",
    "what happened, when, and which data about the person it concerns": (
        "On 19 November 2026 a letter to you was put into the wrong envelope. It held your name and address."
    ),
    "what is likely to follow for the person": "Somebody else knows that you wrote to us.",
    "what was done, and what will be done, to end it and to limit its effects": (
        "The letter was sent back to us unread. We now use envelopes with a window."
    ),
    "steps that protect the person, such as a new password or a word with their bank": (
        "You need not do anything. If a stranger writes to you about this, please tell me."
    ),
    "what is unclear, and why it keeps us from searching": (
        "you were in touch with four departments over nine years, and each keeps files of its own"
    ),
    "day by which the answer will be sent": "22 December 2026",
    "what you sent us": "the copy of your order",
    "day it reached us": "22 November 2026",
    "what is needed": "the number of your order",
    "whom I asked": "the post room",
    "which records you read": "the records of the post room",
    "what you apologise for": "your letter went to a stranger",
    "Somebody who had no part in this": "Our managing director",
    "what has been done": "searched our mail server",
    "do what, and by which day": "speak to the post room, by 4 December 2026",
    "day of our next update": "4 December 2026",
    "day of the next update": "4 December 2026",
    "why": "we have found out that it is right",
    "what the person had agreed to": "receive our newsletter",
    "what was erased, and what is kept for which other purpose": (
        "We erased your entry in the list of readers and kept nothing else."
    ),
    "period": "six years",
    "what is sent": "your profile and the orders that you placed",
    "format, such as CSV or JSON": "a CSV file",
    "a safe way, such as a secure download": "by a download that opens with a passphrase",
    "name of the other organisation": "Enghraifft Cyf",
    "what was erased": "your entry in our list of customers",
    "systems and files": "our customer database and the mail server",
    "Until when our backups still hold it, or that they hold it no longer": (
        "Our backups hold it until 20 February 2027"
    ),
    "what else is kept and why, or “nothing”": "nothing",
    "why a fee may be charged here": "the request is for a third copy of the same data",
    "amount": "£12.50",
    "what it is based on, such as the time, postage and copying the request takes": (
        "the paper, the copying and the postage"
    ),
    "ways to pay": "by bank transfer",
    "who sends marketing for us": "Mailing Ltd",
    "a contract, an order or a request of yours": "your order",
    "what is missing": "the name of the product that you wish to see",
    "what the person objected to": "the analysis of your visits to our site",
    "recipients told": "Mailing Ltd, told on 20 November 2026",
    "what was done, and on which day": "We corrected your address on 20 November 2026",
    "what is enclosed, and in which format": "Your profile as a CSV file",
    "what was left out, under which provision and why": (
        "two emails of 3 May 2026, under the Data Protection Act 2018, Schedule 2 paragraph 19 "
        "(legal professional privilege): they ask our solicitors for advice."
    ),
    "what was not done": "We did not remove the note of our call in March",
    "how to reach the customer": "privacy@enghraifft.example",
    "the person you act for": "Gwen Haddad",
    "why there is reasonable doubt about the authority": (
        "the paper you sent bears another name than the one in our records"
    ),
    "a safe way, such as a secure upload, the post or a visit": "through our secure upload, or by post",
    "why there is reasonable doubt about who is asking": (
        "your message came from an address that we do not know"
    ),
    "a detail that only you and we know, such as a customer number or the date of your last order": (
        "the number of your last order"
    ),
    "which data, when, and what lets you find it; no more than is needed": (
        "an email address, on 3 March 2026, under order 4711"
    ),
    "day it was done": "20 November 2026",
    "corrected, erased or restricted": "corrected",
    "what it was, and what it says now if it was corrected": "the email address, which is now another",
    "correct, erase or restrict": "correct",
    "day to confirm by": "18 December 2026",
    "what they were told, and on which day": "that your address has changed, on 20 November 2026",
    "recipient": "Mailing Ltd",
    "why that is impossible, or takes more effort than is reasonable": "it was wound up",
    "what was wrong, and what it says now": "Your street was misspelt; it says Mill Lane now",
    "the statement": "I never lived in Mill Street",
    "what is offered instead, such as noting on the record that you dispute it": (
        "We note on the record that you dispute it"
    ),
    "the answer to each question, with what was done and when": (
        "1. The request reached us on 2 October 2026. 2. It was answered on 30 October 2026."
    ),
    "each enclosure": "our answer of 30 October 2026",
    "the ground, such as that you contest whether the data is right": "you contest that it is right",
    "what it waits for, or day": "we have found out whether it is right",
    "day, when this letter will have reached you": "2 December 2026",
    "purposes": "finding out how our site is used",
    "you agreed in writing on a given day, or you bought or asked about a related product": (
        "you agreed to it on 3 March 2026"
    ),
    "name of the newsletter service, if one is used": "Mailing Ltd",
    "name of the email hosting provider": "Enghraifft Mail",
    "whether the email hosting provider stores data outside the United Kingdom, and where": (
        "Enghraifft Mail stores it in Ireland"
    ),
    "whether the newsletter service stores data outside the United Kingdom, and where": "it does not",
    "safeguard for the email hosting provider, such as adequacy regulations or standard clauses": (
        "adequacy regulations for the European Economic Area"
    ),
    "safeguard for the newsletter service, such as adequacy regulations or standard clauses": "none",
    "confirm that no decision about the person was made by automated means alone": (
        "No decision about you was made by automated means alone"
    ),
}
