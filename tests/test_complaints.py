"""The recurring complaints about services of this kind, and the faults of wechatpy: each has its tests, by name."""

import importlib

import pytest

COMPLAINTS = {
    "1 token races between processes": (
        "tests.kv.test_two_processes:test_two_processes_claim_each_push_once_and_share_one_token",
        "tests.wechat.test_token:test_a_failed_token_that_is_no_longer_current_costs_no_renewal",
    ),
    "2 endless retries": (
        "tests.wechat.test_pitfalls:test_f1_c1_c2_a_platform_that_refuses_every_token_is_asked_twice_and_no_more",
    ),
    "3 an empty token is kept": ("tests.wechat.test_pitfalls:test_c3_an_empty_token_is_not_kept",),
    "4 a slow handler is a service fault": (
        "tests.callback.test_at_once:test_a_reply_that_is_late_comes_as_a_customer_service_message",
        "tests.callback.test_crew:test_a_crew_whose_every_thread_is_held_up_says_so_until_it_goes_on",
    ),
    "5 handled several times": (
        "tests.wechat.test_pitfalls:test_c5_the_same_message_of_two_people_is_two_and_a_repeat_is_one",
        "tests.callback.test_callback:test_a_push_that_comes_again_gets_the_same_reply_and_is_handled_once",
        "tests.callback.test_at_once:test_two_deliveries_at_once_get_the_same_reply_and_are_handled_once",
    ),
    "6 from safe to plain": ("tests.wechat.test_pitfalls:test_c6_a_push_in_clear_never_enters_an_encrypted_service",),
    "7 replayed days later": ("tests.wechat.test_pitfalls:test_c7_a_captured_push_is_worthless_after_five_minutes",),
    "8 safe mode does not work": (
        "tests.wechat.test_vectors:test_vector_holds",
        "tests.wechat.test_pitfalls:test_c8_the_answers_timestamp_is_in_seconds",
    ),
    "9 bad XML": ("tests.wechat.test_pitfalls:test_f7_c9_a_body_that_is_no_message_has_one_kind_of_fault",),
    "10 47003 and vanished first and remark": (
        "tests.wechat.test_menu_and_template:test_a_value_of_another_type_is_named",
        "tests.wechat.test_menu_and_template:test_only_a_thing_is_cut_and_its_line_breaks_become_blanks",
    ),
    "11 sent but not delivered": (
        "tests.wechat.test_messages:test_a_delivery_is_read_by_its_prefix",
        "tests.journeys.test_notices:test_a_notice_arrives_once_and_its_receipt_settles_it",
    ),
    "12 unknown events": (
        "tests.wechat.test_pitfalls:test_c12_an_event_nobody_knows_is_a_message_all_the_same",
        "tests.wechat.test_pitfalls:test_c12_a_list_of_any_length_is_a_list",
    ),
    "13 codes used twice": ("tests.oauth.test_edges:test_a_refresh_of_the_return_address_goes_on",),
    "14 snapshot pages": ("tests.wechat.test_pitfalls:test_c14_a_snapshot_page_is_told_apart",),
    "15 invalid signature of a page": (
        "tests.handlers.test_jssdk:test_a_page_of_ours_is_signed_without_its_fragment",
        "tests.handlers.test_jssdk:test_pages_of_others_are_not_signed_nor_anything_for_strangers",
    ),
    "16 garbled Chinese and emoji": (
        "tests.wechat.test_client:test_chinese_and_emoji_travel_as_themselves",
        "tests.wechat.test_pitfalls:test_c16_menus_go_out_in_real_characters",
        "tests.wechat.test_messages:test_emoji_rare_characters_and_escapes_arrive_whole",
    ),
    "17 the white list": ("tests.wechat.test_pitfalls:test_c17_the_address_to_put_on_the_white_list_is_named",),
    "18 accounts share keys": (
        "tests.wechat.test_pitfalls:test_c18_the_ticket_and_the_token_do_not_share_a_place",
        "tests.kv.test_tokens:test_two_accounts_on_one_server_keep_their_tokens_apart",
    ),
    "19 lock libraries": (
        "tests.kv.test_tokens:test_a_lock_that_ran_out_is_not_taken_from_the_next_holder",
        "tests.kv.test_tokens:test_a_lock_ends_with_a_process_that_died",
    ),
    "20 an abandoned library": ("tests.wechat.test_vectors:test_vector_holds",),
}


@pytest.mark.parametrize("complaint", COMPLAINTS)
def test_every_complaint_has_a_test_that_shows_our_users_do_not_meet_it(complaint: str) -> None:
    for name in COMPLAINTS[complaint]:
        module, _, test = name.partition(":")
        assert callable(getattr(importlib.import_module(module), test))
