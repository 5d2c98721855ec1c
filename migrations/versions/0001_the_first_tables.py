"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("managed_by", sa.String(), nullable=False),
        sa.Column("holds_assets", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "managed_by IN ('site', 'its')", name=op.f("ck_categories_is_managed_by_site_or_its")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("name", name=op.f("uq_categories_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_categories_uuid")),
    )
    op.create_table(
        "funding_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_sources")),
        sa.UniqueConstraint("name", "fain", name=op.f("uq_funding_sources_name_fain")),
        sa.UniqueConstraint("uuid", name=op.f("uq_funding_sources_uuid")),
    )
    op.create_table(
        "regions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regions")),
        sa.UniqueConstraint("code", name=op.f("uq_regions_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_regions_uuid")),
    )
    op.create_table(
        "server_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_server_state")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_subject_at", "sign_in_attempts", ["subject", "at"], unique=False)
    op.create_table(
        "asset_models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("maker", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_asset_models_category_id_categories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_models")),
        sa.UniqueConstraint(
            "maker",
            "name",
            "number",
            "category_id",
            name=op.f("uq_asset_models_maker_name_number_category_id"),
        ),
        sa.UniqueConstraint("uuid", name=op.f("uq_asset_models_uuid")),
    )
    op.create_index(op.f("ix_asset_models_category_id"), "asset_models", ["category_id"], unique=False)
    op.create_index(op.f("ix_asset_models_name"), "asset_models", ["name"], unique=False)
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("zip", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("grades", sa.String(), nullable=True),
        sa.Column("enrolment", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('school', 'office')", name=op.f("ck_sites_is_a_school_or_an_office")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_sites_region_id_regions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("code", name=op.f("uq_sites_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sites_uuid")),
    )
    op.create_index(op.f("ix_sites_name"), "sites", ["name"], unique=False)
    op.create_index(op.f("ix_sites_region_id"), "sites", ["region_id"], unique=False)
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_rooms_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_rooms_site_id_code")),
        sa.UniqueConstraint("uuid", name=op.f("uq_rooms_uuid")),
    )
    op.create_index(op.f("ix_rooms_site_id"), "rooms", ["site_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("badge", sa.String(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("homeroom_id", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('student', 'staff')", name=op.f("ck_people_is_a_student_or_staff")),
        sa.ForeignKeyConstraint(["homeroom_id"], ["rooms.id"], name=op.f("fk_people_homeroom_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_people_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("external_id", name=op.f("uq_people_external_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_people_uuid")),
    )
    op.create_index(op.f("ix_people_badge"), "people", ["badge"], unique=False)
    op.create_index(op.f("ix_people_email"), "people", ["email"], unique=False)
    op.create_index(op.f("ix_people_homeroom_id"), "people", ["homeroom_id"], unique=False)
    op.create_index(
        "ix_people_site_id_family_name_given_name",
        "people",
        ["site_id", "family_name", "given_name", "id"],
        unique=False,
    )
    op.create_table(
        "assets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tag", sa.String(), nullable=True),
        sa.Column("serial", sa.String(), nullable=True),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("cart_id", sa.Integer(), nullable=True),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("slots", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_room_id", sa.Integer(), nullable=True),
        sa.Column("managed_by", sa.String(), nullable=False),
        sa.Column("ecf", sa.Boolean(), nullable=False),
        sa.Column("bought_by_programme", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("use", sa.String(), nullable=True),
        sa.Column("purchase_order", sa.String(), nullable=True),
        sa.Column("supplier", sa.String(), nullable=True),
        sa.Column("purchased_on", sa.Date(), nullable=True),
        sa.Column("cost_cents", sa.Integer(), nullable=True),
        sa.Column("funding_source_id", sa.Integer(), nullable=True),
        sa.Column("federal_share", sa.Integer(), nullable=True),
        sa.Column("title_holder", sa.String(), nullable=True),
        sa.Column("shipped_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_to", sa.String(), nullable=True),
        sa.Column("proof_of_delivery", sa.String(), nullable=True),
        sa.Column("itemised_list", sa.String(), nullable=True),
        sa.Column("signed_off_by", sa.String(), nullable=True),
        sa.Column("signed_off_on", sa.Date(), nullable=True),
        sa.Column("warranty_kind", sa.String(), nullable=True),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("end_of_life_on", sa.Date(), nullable=True),
        sa.Column("operating_system", sa.String(), nullable=True),
        sa.Column("wired_mac", sa.String(), nullable=True),
        sa.Column("wireless_mac", sa.String(), nullable=True),
        sa.Column("software", sa.String(), nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("disposal_method", sa.String(), nullable=True),
        sa.Column("sale_price_cents", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'checked_out') = (holder_id IS NOT NULL)",
            name=op.f("ck_assets_is_held_when_checked_out"),
        ),
        sa.CheckConstraint("managed_by IN ('site', 'its')", name=op.f("ck_assets_is_managed_by_site_or_its")),
        sa.CheckConstraint(
            "state IN ('received', 'in_stock', 'checked_out', 'deployed', 'in_repair', 'in_transit', 'lost', 'stolen', 'salvage', 'with_its', 'returned_to_its', 'sanitized', 'disposed')",
            name=op.f("ck_assets_is_in_a_known_state"),
        ),
        sa.CheckConstraint("room_id IS NULL OR cart_id IS NULL", name=op.f("ck_assets_has_one_place")),
        sa.ForeignKeyConstraint(["cart_id"], ["assets.id"], name=op.f("fk_assets_cart_id_assets")),
        sa.ForeignKeyConstraint(
            ["funding_source_id"],
            ["funding_sources.id"],
            name=op.f("fk_assets_funding_source_id_funding_sources"),
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_assets_holder_id_people")),
        sa.ForeignKeyConstraint(
            ["last_seen_room_id"], ["rooms.id"], name=op.f("fk_assets_last_seen_room_id_rooms")
        ),
        sa.ForeignKeyConstraint(
            ["model_id"], ["asset_models.id"], name=op.f("fk_assets_model_id_asset_models")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["people.id"], name=op.f("fk_assets_responsible_id_people")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_assets_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_assets_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("tag", name=op.f("uq_assets_tag")),
        sa.UniqueConstraint("uuid", name=op.f("uq_assets_uuid")),
    )
    op.create_index(op.f("ix_assets_cart_id"), "assets", ["cart_id"], unique=False)
    op.create_index(op.f("ix_assets_holder_id"), "assets", ["holder_id"], unique=False)
    op.create_index(op.f("ix_assets_model_id"), "assets", ["model_id"], unique=False)
    op.create_index(op.f("ix_assets_room_id"), "assets", ["room_id"], unique=False)
    op.create_index("ix_assets_site_id_room_id", "assets", ["site_id", "room_id"], unique=False)
    op.create_index("ix_assets_site_id_state_tag", "assets", ["site_id", "state", "tag", "id"], unique=False)
    op.create_index("ix_assets_site_id_tag", "assets", ["site_id", "tag", "id"], unique=False)
    op.create_table(
        "responsibilities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_responsibilities_person_id_people")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_responsibilities_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibilities")),
    )
    op.create_index(op.f("ix_responsibilities_person_id"), "responsibilities", ["person_id"], unique=False)
    op.create_index(
        "uq_responsibilities_one_open_per_room",
        "responsibilities",
        ["room_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_users_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("uuid", name=op.f("uq_users_uuid")),
    )
    op.create_index(op.f("ix_users_person_id"), "users", ["person_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_attachments_added_by_id_users")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_attachments_asset_id_assets")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_attachments_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("uuid", name=op.f("uq_attachments_uuid")),
    )
    op.create_index(op.f("ix_attachments_asset_id"), "attachments", ["asset_id"], unique=False)
    op.create_index(op.f("ix_attachments_site_id"), "attachments", ["site_id"], unique=False)
    op.create_table(
        "audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["users.id"], name=op.f("fk_audits_finished_by_id_users")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_audits_opened_by_id_users")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_audits_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_audits_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
    )
    op.create_index("ix_audits_room_id_opened_at", "audits", ["room_id", "opened_at"], unique=False)
    op.create_index(op.f("ix_audits_site_id"), "audits", ["site_id"], unique=False)
    op.create_index(
        "uq_audits_one_open_per_room",
        "audits",
        ["room_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "checkouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("condition_out", sa.String(), nullable=True),
        sa.Column("condition_in", sa.String(), nullable=True),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("ck_checkouts_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_checkouts_asset_id_assets")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checkouts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkouts")),
        sa.UniqueConstraint("uuid", name=op.f("uq_checkouts_uuid")),
    )
    op.create_index(op.f("ix_checkouts_person_id"), "checkouts", ["person_id"], unique=False)
    op.create_index(
        "uq_checkouts_one_open_per_asset",
        "checkouts",
        ["asset_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "column_maps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name=op.f("fk_column_maps_saved_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_maps")),
        sa.UniqueConstraint("signature", name=op.f("uq_column_maps_signature")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("operation", sa.Uuid(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_events_is_numbered_from_one")),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_events_actor_id_users")),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_events_asset_id_assets")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_events_person_id_people")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_events_room_id_rooms")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_events_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("asset_id", "number", name=op.f("uq_events_asset_id_number")),
    )
    op.create_table(
        "forerunners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("operation", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('undo', 'finish')", name=op.f("ck_forerunners_is_an_undo_or_a_finish")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_forerunners_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forerunners")),
        sa.UniqueConstraint("about", name=op.f("uq_forerunners_about")),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('its', 'region', 'principal', 'idm', 'teacher', 'finance', 'technician', 'auditor')",
            name=op.f("ck_grants_is_a_known_role"),
        ),
        sa.CheckConstraint("site_id IS NULL OR region_id IS NULL", name=op.f("ck_grants_is_at_one_level")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["users.id"], name=op.f("fk_grants_granted_by_id_users")),
        sa.ForeignKeyConstraint(["region_id"], ["regions.id"], name=op.f("fk_grants_region_id_regions")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_grants_site_id_sites")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_grants_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_region_id"), "grants", ["region_id"], unique=False)
    op.create_index(op.f("ix_grants_site_id"), "grants", ["site_id"], unique=False)
    op.create_index(op.f("ix_grants_user_id"), "grants", ["user_id"], unique=False)
    op.create_table(
        "identifiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('tag', 'serial', 'mac', 'former_tag', 'other')",
            name=op.f("ck_identifiers_is_of_a_known_kind"),
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_identifiers_asset_id_assets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifiers")),
        sa.UniqueConstraint("key", "asset_id", "kind", name=op.f("uq_identifiers_key_asset_id_kind")),
    )
    op.create_index(op.f("ix_identifiers_asset_id"), "identifiers", ["asset_id"], unique=False)
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('mapping', 'checking', 'checked', 'waiting', 'running', 'done', 'stopped')",
            name=op.f("ck_imports_is_in_a_known_state"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_imports_by_id_users")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_imports_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("uuid", name=op.f("uq_imports_uuid")),
    )
    op.create_index(op.f("ix_imports_by_id"), "imports", ["by_id"], unique=False)
    op.create_index(op.f("ix_imports_site_id"), "imports", ["site_id"], unique=False)
    op.create_table(
        "phones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_op_id", sa.Uuid(), nullable=True),
        sa.Column("first_kept", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("clock_offset_ms", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_phones_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
        sa.UniqueConstraint("device_id", "user_id", name=op.f("uq_phones_device_id_user_id")),
    )
    op.create_index(op.f("ix_phones_user_id"), "phones", ["user_id"], unique=False)
    op.create_table(
        "policy_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_policy_values_entered_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_values")),
        sa.UniqueConstraint("name", "effective_on", name=op.f("uq_policy_values_name_effective_on")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sign_ins_uuid")),
    )
    op.create_index(op.f("ix_sign_ins_user_id"), "sign_ins", ["user_id"], unique=False)
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "reason IN ('student_absent', 'at_home', 'with_repair', 'other')",
            name=op.f("ck_absences_has_a_known_reason"),
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_absences_asset_id_assets")),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_absences_audit_id_audits")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_absences_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("uuid", name=op.f("uq_absences_uuid")),
    )
    op.create_index("ix_absences_audit_id_asset_id", "absences", ["audit_id", "asset_id"], unique=False)
    op.create_table(
        "audit_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_audit_names_audit_id_audits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_names")),
        sa.UniqueConstraint("uuid", name=op.f("uq_audit_names_uuid")),
    )
    op.create_index(op.f("ix_audit_names_audit_id"), "audit_names", ["audit_id"], unique=False)
    op.create_table(
        "expectations",
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_expectations_asset_id_assets")),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_expectations_audit_id_audits")),
        sa.PrimaryKeyConstraint("audit_id", "asset_id", name=op.f("pk_expectations")),
    )
    op.create_index(op.f("ix_expectations_asset_id"), "expectations", ["asset_id"], unique=False)
    op.create_table(
        "imported_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_imported_rows_import_id_imports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_rows")),
    )
    op.create_index("ix_imported_rows_import_id_line", "imported_rows", ["import_id", "line"], unique=False)
    op.create_table(
        "lost_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_lost_numbers_phone_id_phones")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_numbers")),
        sa.UniqueConstraint("phone_id", "seq", name=op.f("uq_lost_numbers_phone_id_seq")),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("phone_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('applied', 'conflict', 'rejected')", name=op.f("ck_operations_has_a_final_outcome")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_operations_actor_id_users")),
        sa.ForeignKeyConstraint(["phone_id"], ["phones.id"], name=op.f("fk_operations_phone_id_phones")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_operations_settled_by_id_users")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_operations_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
        sa.UniqueConstraint("op_id", name=op.f("uq_operations_op_id")),
    )
    op.create_index("ix_operations_phone_id_seq", "operations", ["phone_id", "seq"], unique=False)
    op.create_index(
        "ix_operations_site_id_outcome_settled_at",
        "operations",
        ["site_id", "outcome", "settled_at"],
        unique=False,
    )
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "method IN ('camera', 'wedge', 'typed', 'photo', 'seen')",
            name=op.f("ck_sightings_has_a_known_method"),
        ),
        sa.CheckConstraint(
            "verdict IN ('already', 'found', 'other_site', 'here', 'held', 'elsewhere', 'unregistered')",
            name=op.f("ck_sightings_has_a_known_verdict"),
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_sightings_asset_id_assets")),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_sightings_audit_id_audits")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_sightings_by_id_users")),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["attachments.id"], name=op.f("fk_sightings_photo_id_attachments")
        ),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_sightings_undone_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint("uuid", name=op.f("uq_sightings_uuid")),
    )
    op.create_index(
        "ix_sightings_asset_id_captured_at", "sightings", ["asset_id", "captured_at"], unique=False
    )
    op.create_index(op.f("ix_sightings_audit_id"), "sightings", ["audit_id"], unique=False)
    op.create_table(
        "discrepancies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asset_id", sa.Integer(), nullable=True),
        sa.Column("sighting_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_how", sa.String(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settling_sighting_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('missing', 'elsewhere', 'unregistered', 'wrong_holder', 'found', 'other_site', 'duplicate_code', 'conflicting_state', 'no_place')",
            name=op.f("ck_discrepancies_is_of_a_known_kind"),
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_discrepancies_asset_id_assets")),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.id"], name=op.f("fk_discrepancies_audit_id_audits")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["users.id"], name=op.f("fk_discrepancies_settled_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["settling_sighting_id"],
            ["sightings.id"],
            name=op.f("fk_discrepancies_settling_sighting_id_sightings"),
        ),
        sa.ForeignKeyConstraint(
            ["sighting_id"], ["sightings.id"], name=op.f("fk_discrepancies_sighting_id_sightings")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_discrepancies_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discrepancies")),
        sa.UniqueConstraint("uuid", name=op.f("uq_discrepancies_uuid")),
    )
    op.create_index("ix_discrepancies_asset_id", "discrepancies", ["asset_id"], unique=False)
    op.create_index(op.f("ix_discrepancies_audit_id"), "discrepancies", ["audit_id"], unique=False)
    op.create_index(
        op.f("ix_discrepancies_settling_sighting_id"), "discrepancies", ["settling_sighting_id"], unique=False
    )
    op.create_index(
        "ix_discrepancies_site_id_settled_at", "discrepancies", ["site_id", "settled_at", "id"], unique=False
    )


def downgrade() -> None:

    op.drop_index("ix_discrepancies_site_id_settled_at", table_name="discrepancies")
    op.drop_index(op.f("ix_discrepancies_settling_sighting_id"), table_name="discrepancies")
    op.drop_index(op.f("ix_discrepancies_audit_id"), table_name="discrepancies")
    op.drop_index("ix_discrepancies_asset_id", table_name="discrepancies")
    op.drop_table("discrepancies")
    op.drop_index(op.f("ix_sightings_audit_id"), table_name="sightings")
    op.drop_index("ix_sightings_asset_id_captured_at", table_name="sightings")
    op.drop_table("sightings")
    op.drop_index("ix_operations_site_id_outcome_settled_at", table_name="operations")
    op.drop_index("ix_operations_phone_id_seq", table_name="operations")
    op.drop_table("operations")
    op.drop_table("lost_numbers")
    op.drop_index("ix_imported_rows_import_id_line", table_name="imported_rows")
    op.drop_table("imported_rows")
    op.drop_index(op.f("ix_expectations_asset_id"), table_name="expectations")
    op.drop_table("expectations")
    op.drop_index(op.f("ix_audit_names_audit_id"), table_name="audit_names")
    op.drop_table("audit_names")
    op.drop_index("ix_absences_audit_id_asset_id", table_name="absences")
    op.drop_table("absences")
    op.drop_index(op.f("ix_sign_ins_user_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_table("policy_values")
    op.drop_index(op.f("ix_phones_user_id"), table_name="phones")
    op.drop_table("phones")
    op.drop_index(op.f("ix_imports_site_id"), table_name="imports")
    op.drop_index(op.f("ix_imports_by_id"), table_name="imports")
    op.drop_table("imports")
    op.drop_index(op.f("ix_identifiers_asset_id"), table_name="identifiers")
    op.drop_table("identifiers")
    op.drop_index(op.f("ix_grants_user_id"), table_name="grants")
    op.drop_index(op.f("ix_grants_site_id"), table_name="grants")
    op.drop_index(op.f("ix_grants_region_id"), table_name="grants")
    op.drop_table("grants")
    op.drop_table("events")
    op.drop_table("forerunners")
    op.drop_table("column_maps")
    op.drop_index(
        "uq_checkouts_one_open_per_asset",
        table_name="checkouts",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_checkouts_person_id"), table_name="checkouts")
    op.drop_table("checkouts")
    op.drop_index(
        "uq_audits_one_open_per_room",
        table_name="audits",
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.drop_index(op.f("ix_audits_site_id"), table_name="audits")
    op.drop_index("ix_audits_room_id_opened_at", table_name="audits")
    op.drop_table("audits")
    op.drop_index(op.f("ix_attachments_site_id"), table_name="attachments")
    op.drop_index(op.f("ix_attachments_asset_id"), table_name="attachments")
    op.drop_table("attachments")
    op.drop_index(op.f("ix_users_person_id"), table_name="users")
    op.drop_table("users")
    op.drop_index(
        "uq_responsibilities_one_open_per_room",
        table_name="responsibilities",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_responsibilities_person_id"), table_name="responsibilities")
    op.drop_table("responsibilities")
    op.drop_index("ix_assets_site_id_tag", table_name="assets")
    op.drop_index("ix_assets_site_id_state_tag", table_name="assets")
    op.drop_index("ix_assets_site_id_room_id", table_name="assets")
    op.drop_index(op.f("ix_assets_room_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_model_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_holder_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_cart_id"), table_name="assets")
    op.drop_table("assets")
    op.drop_index("ix_people_site_id_family_name_given_name", table_name="people")
    op.drop_index(op.f("ix_people_homeroom_id"), table_name="people")
    op.drop_index(op.f("ix_people_email"), table_name="people")
    op.drop_index(op.f("ix_people_badge"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_rooms_site_id"), table_name="rooms")
    op.drop_table("rooms")
    op.drop_index(op.f("ix_sites_region_id"), table_name="sites")
    op.drop_index(op.f("ix_sites_name"), table_name="sites")
    op.drop_table("sites")
    op.drop_index(op.f("ix_asset_models_name"), table_name="asset_models")
    op.drop_index(op.f("ix_asset_models_category_id"), table_name="asset_models")
    op.drop_table("asset_models")
    op.drop_index("ix_sign_in_attempts_subject_at", table_name="sign_in_attempts")
    op.drop_table("sign_in_attempts")
    op.drop_table("server_state")
    op.drop_table("regions")
    op.drop_table("funding_sources")
    op.drop_table("categories")
