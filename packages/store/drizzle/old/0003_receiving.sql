CREATE TABLE `delivery_keys` (
	`flow` integer NOT NULL,
	`key` blob NOT NULL,
	`delivery` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `delivery_keys_at` ON `delivery_keys` (`at`);--> statement-breakpoint
CREATE TABLE `orphans` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`connection` integer,
	`remote_id` text NOT NULL,
	`url` text NOT NULL,
	`data_sealed` blob,
	`removal` text,
	`found_at` integer NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`closed_at` integer,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`connection`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orphans_uid_unique` ON `orphans` (`uid`);--> statement-breakpoint
CREATE INDEX `orphans_connector` ON `orphans` (`connector`);--> statement-breakpoint
CREATE TABLE `record_keys` (
	`flow` integer NOT NULL,
	`key` blob NOT NULL,
	`delivery` integer NOT NULL,
	`record_index` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `record_keys_at` ON `record_keys` (`at`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`subscription` integer NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`subscription`, `reason`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `cleanup_entries` ADD `tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `cleanup_entries` ADD `next_at` integer;--> statement-breakpoint
CREATE INDEX `cleanup_entries_next` ON `cleanup_entries` (`next_at`) WHERE status = 'open';--> statement-breakpoint
ALTER TABLE `deliveries` ADD `order_key` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `verdict` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `signing_secret_sealed` blob;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `captured_sealed` blob;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `matched` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `renew_at` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `renew_tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `gaps` text;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `answers_until` integer;--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `probed_at` integer;