import { sqlMigration } from '../server/db/sql-migration.ts';

const base = `
  id uuid primary key,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  created_by uuid`;

export default sqlMigration('20261123-01-initial', [
  // Sign-in (better-auth's own tables, its column names).
  `create table auth_user (
    id text primary key, name text not null, email text not null unique, "emailVerified" boolean not null default false,
    image text, "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create table auth_session (
    id text primary key, "expiresAt" timestamptz not null, token text not null unique,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now(), "ipAddress" text, "userAgent" text,
    "userId" text not null references auth_user (id) on delete cascade)`,
  `create index auth_session_user on auth_session ("userId")`,
  `create table auth_account (
    id text primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references auth_user (id) on delete cascade,
    "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz, scope text, password text,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index auth_account_user on auth_account ("userId")`,
  `create table auth_verification (
    id text primary key, identifier text not null, value text not null, "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default now(), "updatedAt" timestamptz not null default now())`,
  `create index auth_verification_identifier on auth_verification (identifier)`,

  // People and organisations.
  `create table profile (
    id uuid primary key, name text not null, email text not null unique, mobile text,
    roles jsonb not null default '[]', status text not null default 'ACTIVE', version int not null default 1,
    created_at timestamptz not null, updated_at timestamptz not null, last_sign_in_at timestamptz, reset_requested_at timestamptz)`,
  `create table organisation (${base},
    code text not null unique, name text not null, name_aliases jsonb not null default '[]', uscc text unique,
    org_type text not null, parent_org_id uuid references organisation (id), region_code text not null, address text,
    industry_code text, scale text, qualifications jsonb not null default '[]', chain_codes jsonb not null default '[]',
    is_chain_leader boolean not null default false, foreign_control text, verification jsonb, status text not null default 'ACTIVE',
    source_batch_id uuid, source_row int)`,
  `create index organisation_parent on organisation (parent_org_id)`,
  `create index organisation_name on organisation (name)`,
  `create table membership (
    id uuid primary key, user_id uuid not null references profile (id) on delete cascade,
    organisation_id uuid not null references organisation (id) on delete cascade, unit_id uuid references organisation (id),
    membership_role text not null, state text not null, created_at timestamptz not null,
    unique (user_id, organisation_id))`,
  `create index membership_organisation on membership (organisation_id)`,
  `create table team (${base},
    code text not null unique, name text not null, organisation_id uuid not null references organisation (id), unit_id uuid references organisation (id),
    members jsonb not null default '[]', capacity double precision, has_company boolean not null default false, company_org_id uuid references organisation (id),
    contact_name text, contact_mobile text, contact_email text, source_batch_id uuid, source_row int)`,
  `create index team_organisation on team (organisation_id)`,

  // Achievements and demands.
  `create table achievement (${base},
    code text not null unique, status text not null, organisation_id uuid not null references organisation (id), team_id uuid references team (id),
    title text not null, content jsonb not null, revision jsonb, ip_numbers jsonb not null default '[]', published_at timestamptz, confirmed_at timestamptz,
    reserved_until text, reserved_for_demand_id uuid, source_batch_id uuid, source_row int)`,
  `create index achievement_status on achievement (status, updated_at desc)`,
  `create index achievement_organisation on achievement (organisation_id)`,
  `create index achievement_team on achievement (team_id)`,
  `create index achievement_batch on achievement (source_batch_id)`,
  `create index achievement_created_by on achievement (created_by)`,
  `create table demand (${base},
    code text not null unique, status text not null, organisation_id uuid not null references organisation (id), manager_id uuid references profile (id),
    title text not null, content jsonb not null, revision jsonb, public_alias text, published_at timestamptz, confirmed_at timestamptz,
    extended_once boolean not null default false, source_batch_id uuid, source_row int)`,
  `create index demand_status on demand (status, updated_at desc)`,
  `create index demand_organisation on demand (organisation_id)`,
  `create index demand_manager on demand (manager_id)`,
  `create index demand_batch on demand (source_batch_id)`,
  `create table transition (
    id uuid primary key, entity text not null, entity_id uuid not null, from_state text not null, to_state text not null, event text not null,
    actor_id uuid, actor_name text not null, role text not null, at timestamptz not null, reason_code text, comment text, content_hash text not null,
    extra jsonb not null default '{}')`,
  `create index transition_entity on transition (entity, entity_id, at)`,
  `create table record_version (
    id uuid primary key, entity text not null, entity_id uuid not null, content jsonb not null, replaced_at timestamptz not null, replaced_by uuid)`,
  `create index record_version_entity on record_version (entity, entity_id)`,

  // Imports.
  `create table import_batch (${base},
    code text not null unique, file_name text not null, file_hash text not null, file_bytes bytea not null, sender text not null, target text not null,
    state text not null, sheet_name text, sheets jsonb not null default '[]', columns jsonb not null default '[]', notes jsonb not null default '[]',
    default_organisation_id uuid references organisation (id), counts jsonb not null default '{}', progress jsonb, error jsonb,
    committed_at timestamptz, rolled_back_at timestamptz)`,
  `create index import_batch_hash on import_batch (file_hash)`,
  `create table import_row (
    id uuid primary key, version int not null default 1, batch_id uuid not null references import_batch (id) on delete cascade, row_number int not null,
    hidden boolean not null default false, state text not null, cells jsonb not null, values jsonb not null, confidence jsonb not null, issues jsonb not null,
    confirmed_fields jsonb not null default '[]', duplicates jsonb not null default '[]', decision text, merge_into_id uuid, record_id uuid, before jsonb,
    error text, unique (batch_id, row_number))`,
  `create index import_row_state on import_row (batch_id, state, row_number)`,
  `create table import_mapping (
    id uuid primary key, sender text not null, target text not null, mapping jsonb not null, updated_at timestamptz not null, unique (sender, target))`,

  // Matching.
  `create table match_list (
    id uuid primary key, version int not null default 1, subject_kind text not null, subject_id uuid not null, state text not null, made_at timestamptz,
    model_version text, no_close_match boolean not null default false, no_close_match_reason text, run jsonb not null default '{}',
    staff_no_match_at timestamptz, staff_no_match_by uuid, stale_since timestamptz, unique (subject_kind, subject_id))`,
  `create index match_list_state on match_list (state, stale_since)`,
  `create table match (${base},
    code text not null unique, demand_id uuid not null references demand (id) on delete cascade, achievement_id uuid not null references achievement (id) on delete cascade,
    origin text not null, status text not null, relevance int not null, relevance_score double precision not null, relevance_by uuid,
    feasibility double precision not null, rank int, manual_rank int, is_pinned boolean not null default false, note text, evidence jsonb not null,
    model_version text not null, made_at timestamptz not null, reason_codes jsonb not null default '[]', feedback text,
    sent_at timestamptz, sent_by uuid, due_on text, message text, demand_answer text, achievement_answer text, declined_reason text, declined_comment text,
    first_response_at timestamptz, unique (demand_id, achievement_id))`,
  `create index match_achievement on match (achievement_id)`,
  `create index match_status on match (status, sent_at)`,
  `create table match_label (
    id uuid primary key, match_id uuid not null references match (id) on delete cascade, demand_id uuid not null, achievement_id uuid not null,
    action text not null, relevance int, reason_code text, comment text, rank_shown int, model_version text not null, features jsonb not null default '{}',
    undone_by_id uuid, before jsonb not null default '{}', by_id uuid, by_name text not null, at timestamptz not null)`,
  `create index match_label_match on match_label (match_id, at)`,

  // Supporting tables.
  `create table notification (
    id uuid primary key, user_id uuid not null references profile (id) on delete cascade, kind text not null, params jsonb not null default '{}',
    link text, created_at timestamptz not null, read_at timestamptz, mailed_at timestamptz)`,
  `create index notification_user on notification (user_id, read_at, created_at desc)`,
  `create table embedding_cache (
    model_id text not null, text_hash text not null, vector bytea not null, created_at timestamptz not null, primary key (model_id, text_hash))`,
  `create table code_counter (prefix text not null, year int not null, value int not null, primary key (prefix, year))`,
  `create table code_override (
    table_name text not null, code text not null, zh text, en text, is_active boolean not null default true, reason text not null,
    changed_by uuid, changed_at timestamptz not null, primary key (table_name, code))`,
  `create table idempotency_key (
    key text not null, user_id text not null, route text not null, request_hash text not null, status int, response jsonb,
    created_at timestamptz not null, primary key (key, user_id, route))`,
  `create table contact_access (
    id uuid primary key, actor_id uuid, subject text not null, subject_id uuid not null, reason text not null, at timestamptz not null)`,
  `create table setting (key text primary key, value jsonb not null, updated_at timestamptz not null)`,
]);
