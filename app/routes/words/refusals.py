"""Why something was not done, in words: each refusal of the domain by its name."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REFUSALS: dict[str, LazyString] = {
    "rule_unfit": _l("That is no value for this rule. Write it like the one that holds today."),
    "rule_no_such_day": _l("This month has no such day, or not every year. Choose another."),
    "rule_named_twice": _l("There are two rows of this. Keep one."),
    "rule_of_the_past": _l("What is past keeps the rule of its day. Choose today or a later day."),
    "rule_unchanged": _l("That holds already on this day."),
    "accessory_exists": _l("This site keeps a kind of that name already."),
    "accessory_moved_since": _l("Something else came or went of %(kind)s since. Count them instead."),
    "accessory_not_a_number": _l("That is not a number of things a shelf can hold."),
    "accessory_not_that_many": _l("The shelf holds only so many of %(kind)s: %(count)s. Count them first."),
    "accessory_still_out": _l("Still with people: %(count)s of %(kind)s. They come back first."),
    "accessory_unnamed": _l("Give it a name."),
    "already_asked": _l("Somebody has asked for %(asset)s already, or it has its permission."),
    "already_signed": _l(
        "Somebody has signed for %(asset)s already. Take that back first if it was a mistake."
    ),
    "already_wanted": _l("Somebody has asked for the same for %(asset)s already. It waits for an answer."),
    "bad_end": _l("The last day has to be today or later, and not more than a year away."),
    "check_in_first": _l("%(asset)s is checked out. Check it in first, then send it."),
    "checkout_ended": _l("%(asset)s has come back meanwhile."),
    "lent_by_its": _l("%(asset)s belongs to ITS, which lent it to this site: only ITS sends it elsewhere."),
    "not_an_extra": _l("Only its own school puts this device on the list."),
    "not_sent_yet": _l("This list has not been sent yet."),
    "nothing_on_the_way": _l("Nothing of this transfer is on its way any more."),
    "nothing_packed": _l("Nothing is on the list yet. Put devices on it, then send it."),
    "not_your_request": _l("Only whoever asked does that."),
    "nothing_signed": _l("Draw the signature, or type the name."),
    "nothing_to_answer": _l("Nothing of this waits for an answer any more."),
    "not_to_be_asked": _l("This cannot be asked for %(asset)s."),
    "of_another_site": _l("It belongs to %(site)s, and only that site sends it."),
    "on_the_way_already": _l("%(asset)s is on its way to another site already."),
    "only_its_sends": _l("In this district ITS sends between sites. Ask ITS to send this list."),
    "request_gone_elsewhere": _l("%(asset)s went to another school since. Decline it: that school decides."),
    "request_needs_person": _l("Say by badge or number to whom. Nobody of this site bears what was typed."),
    "request_needs_room": _l("Say to which room."),
    "request_needs_word": _l("Say in a word why, so that whoever asked understands."),
    "already_settled": _l("Somebody settled this a moment ago."),
    "already_checked_out": _l("%(asset)s is already checked out to somebody. Check it in first."),
    "another_person": _l("Another person made this in this browser; it is sent when they sign in."),
    "another_site": _l("%(room)s is at another site. Between sites a device is transferred, not moved."),
    "breach_closed": _l("This is closed."),
    "bad_field": _l("This cannot be read. Look at it again."),
    "bad_hash": _l("This entry was damaged on its way."),
    "bad_upload": _l("%(words)s"),
    "bad_payload": _l("This entry lacks something the register needs."),
    "cart_at_the_desk": _l(
        "%(asset)s is a cart. Open it and check it out there: whoever has it answers for what is in it."
    ),
    "cart_full": _l("Every slot of %(cart)s has its device. Take one out first, or choose another cart."),
    "cart_in_cart": _l("%(asset)s is a cart itself, and a cart holds no cart."),
    "cart_not_out": _l("%(asset)s is not checked out, or no longer."),
    "cart_loaded": _l("%(cart)s still holds devices (%(count)s) in its slots. Take them out first."),
    "changed_since_opened": _l("Something changed since you opened this page. Look at it again, then sign."),
    "changed_by_another": _l("%(asset)s was changed by somebody else meanwhile. Look at both and decide."),
    "changed_meanwhile": _l("%(asset)s was changed by somebody else at this moment. Try again."),
    "code_too_long": _l("“%(begin)s…” is too long for a code: %(most)s characters at most."),
    "certifies_nothing": _l("%(site)s is closed and takes no part. Leave it out."),
    "cycle_of_nobody": _l("No site was chosen, so nobody would certify. Choose at least one that is open."),
    "cycle_there": _l("The cycle %(name)s is open already."),
    "not_a_fiscal_year": _l("No fiscal year begins on %(began)s. Choose one of those offered."),
    "due_before_it_begins": _l("The days do not fit: seen since %(since)s, due %(due)s."),
    "duplicate_room": _l("This site already has a room %(code)s."),
    "import_busy": _l("This list is being brought in, or has been in part. Wait, or let it go on."),
    "import_done": _l("This list has been brought in already. Upload it again if it has changed."),
    "import_not_ready": _l("This list has to be looked through before it is brought in."),
    "from_another_school": _l(
        "%(asset)s belongs to another school. Between schools a device is transferred before it is loaded."
    ),
    "held_by_somebody": _l("%(asset)s is checked out to somebody. Check it in first, then load it."),
    "managed_by_its": _l("%(asset)s is managed by ITS: only ITS moves it."),
    "newer_version": _l(
        "The app in this browser is newer than the server. It is kept and tried again later."
    ),
    "key_there": _l("The key %(key)s signs already."),
    "empty_field": _l("This is needed."),
    "no_model": _l("Choose a model, or describe a new one."),
    "no_key": _l("The district’s key is not ready on this server, so nothing can be sealed. ITS can help."),
    "no_sign_of_life": _l(
        "Device management heard nothing of %(asset)s in this cycle, so its absence is not attested."
    ),
    "not_of_this_kind": _l("This is settled in another way. Look at it again."),
    "not_undone": _l("Something was done since, so this is not undone. Look at it again."),
    "needs_another_tag": _l("%(code)s is the tag of %(asset)s. Say which tag it gets instead."),
    "not_two_of_one_site": _l("Two records become one only where both are of one site."),
    "theirs_already": _l("The register says already that they hold %(asset)s."),
    "no_word": _l("Say in a word why, so that it can be understood later."),
    "not_drawn": _l("%(code)s is none of the devices that were drawn."),
    "not_in_this_state": _l("That is not the next step: somebody was quicker, or it is not that far yet."),
    "not_the_name": _l("Type your name as it stands here: %(name)s."),
    "not_a_queue": _l("This file is not a queue that a phone saved."),
    "not_to_be_done_anew": _l("This cannot be done anew: nobody could read what it says."),
    "not_yours_to_adopt": _l("This queue is of nobody who works at your sites."),
    "not_yours_to_bring": _l(
        "Whoever brings this has no right to it at its site. The phone, or somebody who has it, may still bring it."
    ),
    "no_training": _l("This training is not this year’s any more. Read the newer one."),
    "not_of_this_site": _l("%(name)s does not work at %(site)s."),
    "nothing_to_read": _l("A training needs a title and something to read."),
    "nothing_lost": _l("Nothing of this device is missing."),
    "no_such_thing": _l("What this was about is not there, or not yours."),
    "no_such_slot": _l("%(cart)s has slots 1 to %(slots)s, and none of number %(slot)s."),
    "nobody_looked": _l("A cart is looked through by a person. Sign in, then confirm it."),
    "nobody_to_answer": _l(
        "Choose who of the staff answers for %(asset)s, or a room of this school, or both."
    ),
    "not_a_cart": _l("%(asset)s has no slots to load."),
    "not_in_this_cart": _l("%(asset)s is not in %(cart)s any more. Look at the cart again."),
    "not_one_device": _l(
        "“%(code)s” means no device of this school, or several. Scan its serial number instead."
    ),
    "not_this_way": _l("This difference does not end like that. Look at the cart again."),
    "not_expected_here": _l("%(asset)s is not expected in %(room)s, so nothing has to be explained."),
    "not_from_this_state": _l("That cannot be done with a device in this state."),
    "not_permitted": _l("You have no right to do this at this site, or no longer."),
    "not_this_room": _l("That count belongs to %(room)s."),
    "our_fault": _l("Something went wrong on our side. It is kept in this browser and tried again."),
    "same_site": _l("Within a site a device is moved, not transferred."),
    "seen_before_report": _l("%(asset)s was reported gone after this happened, so it stays reported."),
    "seen_since": _l(
        "%(asset)s was seen again after that, so it is not reported gone. Look at both and decide."
    ),
    "placed_since": _l(
        "%(asset)s was given another place after the cart was looked through: %(where)s. Nothing was changed; "
        "look where it is now, then load it by scan."
    ),
    "reused": _l("This entry bears the name of another one that came before."),
    "room_closed": _l("%(room)s is closed. Open it again first."),
    "room_in_use": _l("%(room)s still holds devices (%(count)s). Move them first."),
    "sent_already": _l("This list has been sent. What is on it cannot be changed any more."),
    "site_closed": _l("%(site)s is closed: nobody is there to accept anything."),
    "slot_taken": _l(
        "Slot %(slot)s of %(cart)s already holds %(other)s. Take that out first, or choose another slot."
    ),
    "same_eyes": _l("You answer for %(asset)s, or counted it. Somebody else has to look at it."),
    "sole_counter": _l("You alone counted here. Somebody else counts or signs: the two are two people."),
    "still_held": _l("%(asset)s is checked out. Check it in before moving it."),
    "taken_back": _l("%(name)s took it back, with a word: “%(word)s” It comes again when it is ready."),
    "tag_taken": _l("The tag %(tag)s already belongs to another device."),
    "too_many_devices": _l("One list holds %(most)s devices at most. Make another for the rest."),
    "touched_since": _l(
        "Something else happened to %(asset)s since, so this is not undone. Look at both and decide."
    ),
    "unfit_code": _l("Nothing of this code can be seen, so nobody could look it up. Type it again."),
    "unknown_condition": _l(
        "“%(condition)s” is none of the conditions of this district. Choose one of them."
    ),
    "unknown_kind": _l("The server does not know this kind of entry."),
    "unreadable": _l("This entry cannot be read."),
    "duplicate_order": _l("This site already has an order %(number)s."),
    "ends_before_it_begins": _l("The last day lies before the first."),
    "no_reason": _l("Say why, so that the site understands it."),
    "no_school_days": _l("By this calendar nobody works at the site for years. Look at its calendar first."),
    "not_fit": _l(
        "All three have to be answered with yes before it can be accepted; else refuse it and say why."
    ),
    "not_yet_received": _l("This day has not come, or lies before the receipt."),
    "nothing_expected": _l("Say of at least one line how many the packing list promises."),
    "nothing_offered": _l("Name at least one model and how many."),
    "nothing_ordered": _l("Name at least one model and how many."),
    "scanned_twice": _l("%(serial)s is received already, as %(asset)s. It counts once."),
    "serial_registered": _l("%(serial)s is in the register already, at %(where)s. %(asset)s"),
    "signed_off_already": _l("The delivery is signed off by %(name)s. What comes later is another delivery."),
    "stands_twice": _l("%(serial)s stands in the list twice. It counts once."),
    "tags_do_not_match": _l(
        "There are %(tags)s tags for %(serials)s serial numbers. Nothing was registered."
    ),
    "taken_back_already": _l("Somebody took this back a moment ago."),
    "too_many_days": _l(
        "That is more days than a calendar has, or a year nobody can mean. Look at the dates."
    ),
    "too_many_serials": _l("That is more than %(most)s serial numbers at once. Paste them in parts."),
    "used_since": _l(
        "%(asset)s was used or seen since it was registered: it is there. Correct its record instead."
    ),
    "without_codes": _l("A device without a serial number needs a tag."),
}

# The same, told with both sides, where the facts of the other side were kept.
BOTH_SIDES: dict[str, LazyString] = {
    "changed_by_another": _l(
        "Meanwhile %(by)s changed %(asset)s: %(did)s, %(when)s. It is now: %(now)s. Nothing was overwritten; decide."
    ),
    "seen_since": _l(
        "%(asset)s was seen after that: %(seen_in)s, %(seen)s. It is now: %(now)s. Nothing was changed; decide."
    ),
}
