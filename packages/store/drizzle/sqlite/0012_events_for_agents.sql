CREATE TABLE `event_subscriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`handle` text NOT NULL,
	`watch` integer NOT NULL,
	`mode` text NOT NULL,
	`member_id` text NOT NULL,
	`client_key` text NOT NULL,
	`client_name` text NOT NULL,
	`name` text NOT NULL,
	`arguments` text NOT NULL,
	`url` text,
	`secret_sealed` blob,
	`former_sealed` blob,
	`former_until` integer,
	`delivery` integer NOT NULL,
	`record` integer,
	`position_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_event_at` integer,
	`last_error` text,
	`failed_since` integer,
	`suspended` integer NOT NULL,
	`gap_due` integer NOT NULL,
	FOREIGN KEY (`watch`) REFERENCES `event_watches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_subscriptions_uid_unique` ON `event_subscriptions` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `event_subscriptions_handle_unique` ON `event_subscriptions` (`handle`);--> statement-breakpoint
CREATE INDEX `event_subscriptions_watch` ON `event_subscriptions` (`watch`);--> statement-breakpoint
CREATE INDEX `event_subscriptions_client` ON `event_subscriptions` (`member_id`,`client_key`);--> statement-breakpoint
CREATE INDEX `event_subscriptions_expires` ON `event_subscriptions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `event_watches` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`key` text NOT NULL,
	`flow` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_watches_uid_unique` ON `event_watches` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `event_watches_key_unique` ON `event_watches` (`key`);