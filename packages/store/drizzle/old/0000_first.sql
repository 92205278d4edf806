CREATE TABLE `attempts` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`fault` text,
	`run_id` blob,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attempts_uid_unique` ON `attempts` (`uid`);--> statement-breakpoint
CREATE INDEX `attempts_subscription` ON `attempts` (`subscription`);--> statement-breakpoint
CREATE TABLE `cleanup_entries` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`status` text NOT NULL,
	`how` text,
	`reason` text,
	`closed_at` integer,
	`why` text NOT NULL,
	`opened_at` integer NOT NULL,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cleanup_entries_uid_unique` ON `cleanup_entries` (`uid`);--> statement-breakpoint
CREATE INDEX `cleanup_entries_subscription` ON `cleanup_entries` (`subscription`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`purpose` text NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_uid_unique` ON `connections` (`uid`);--> statement-breakpoint
CREATE INDEX `connections_connector` ON `connections` (`connector`);--> statement-breakpoint
CREATE TABLE `connectors` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`description` text NOT NULL,
	`authentication` text NOT NULL,
	`branding` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_uid_unique` ON `connectors` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_key_unique` ON `connectors` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `connectors_name` ON `connectors` (`name_key`) WHERE deleted_at is null;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`subscription` integer NOT NULL,
	`received_at` integer NOT NULL,
	`method` text NOT NULL,
	`content_type` text NOT NULL,
	`size` integer NOT NULL,
	`status` text NOT NULL,
	`why` text,
	`duplicate_of` blob,
	`starts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_uid_unique` ON `deliveries` (`uid`);--> statement-breakpoint
CREATE INDEX `deliveries_subscription` ON `deliveries` (`subscription`);--> statement-breakpoint
CREATE INDEX `deliveries_accepted` ON `deliveries` (`id`) WHERE status = 'accepted';--> statement-breakpoint
CREATE TABLE `flows` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer,
	`owner_id` text NOT NULL,
	`name` text,
	`description` text NOT NULL,
	`active` integer NOT NULL,
	`save_all` integer NOT NULL,
	`doc` text NOT NULL,
	`draft_no` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flows_uid_unique` ON `flows` (`uid`);--> statement-breakpoint
CREATE INDEX `flows_connector` ON `flows` (`connector`);--> statement-breakpoint
CREATE TABLE `journal` (
	`run` blob NOT NULL,
	`key` text NOT NULL,
	`safe` integer NOT NULL,
	`result` text,
	PRIMARY KEY(`run`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `payloads` (
	`delivery` integer PRIMARY KEY NOT NULL,
	`query` text NOT NULL,
	`headers` text NOT NULL,
	`body` blob NOT NULL,
	FOREIGN KEY (`delivery`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`flow` integer NOT NULL,
	`number` integer NOT NULL,
	`created_at` integer NOT NULL,
	`snapshot` text NOT NULL,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_uid_unique` ON `revisions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`flow`,`number`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`kind` text NOT NULL,
	`flow` integer NOT NULL,
	`subscription` integer,
	`delivery` integer,
	`record_index` integer,
	`status` text NOT NULL,
	`detail` text,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`steps` text,
	`result` text,
	`record` text,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`delivery`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_uid_unique` ON `runs` (`uid`);--> statement-breakpoint
CREATE INDEX `runs_flow` ON `runs` (`flow`);--> statement-breakpoint
CREATE INDEX `runs_delivery` ON `runs` (`delivery`);--> statement-breakpoint
CREATE INDEX `runs_open` ON `runs` (`id`) WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`flow` integer NOT NULL,
	`status` text NOT NULL,
	`how` text,
	`wanted` integer NOT NULL,
	`replaced_by` blob,
	`terms` text NOT NULL,
	`started_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`since` integer NOT NULL,
	`fault` text,
	`token_tail` text NOT NULL,
	`token_hash` blob NOT NULL,
	`token_sealed` blob NOT NULL,
	`registration_data` blob,
	`expires_at` integer,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_uid_unique` ON `subscriptions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_tokenHash_unique` ON `subscriptions` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_wanted` ON `subscriptions` (`flow`) WHERE wanted = 1;--> statement-breakpoint
CREATE INDEX `subscriptions_flow` ON `subscriptions` (`flow`);--> statement-breakpoint
CREATE INDEX `subscriptions_status` ON `subscriptions` (`status`);--> statement-breakpoint
CREATE TABLE `versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`connector` integer NOT NULL,
	`number` integer NOT NULL,
	`status` text NOT NULL,
	`visible` integer NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`deployed_at` integer,
	`snapshot` text NOT NULL,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_uid_unique` ON `versions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `versions_number` ON `versions` (`connector`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `versions_deployed` ON `versions` (`connector`) WHERE status = 'deployed';