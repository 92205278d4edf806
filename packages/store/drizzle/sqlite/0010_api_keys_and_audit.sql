CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`connector_ids` text,
	`token_hash` blob NOT NULL,
	`last4` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_uid_unique` ON `api_keys` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_tokenHash_unique` ON `api_keys` (`token_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_owner` ON `api_keys` (`owner_id`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`at` integer NOT NULL,
	`person_id` text NOT NULL,
	`person_name` text NOT NULL,
	`key_uid` blob,
	`key_name` text,
	`act` text NOT NULL,
	`item_kind` text,
	`item_uid` blob,
	`item_name` text,
	`notes` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_entries_uid_unique` ON `audit_entries` (`uid`);--> statement-breakpoint
CREATE INDEX `audit_entries_at` ON `audit_entries` (`at`);--> statement-breakpoint
CREATE INDEX `audit_entries_person` ON `audit_entries` (`person_id`);