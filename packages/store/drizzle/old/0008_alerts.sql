CREATE TABLE `alert_endpoints` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`url` text NOT NULL,
	`kinds` text,
	`status` text NOT NULL,
	`why` text,
	`created_at` integer NOT NULL,
	`failing_since` integer,
	`secret_sealed` blob NOT NULL,
	`former_sealed` blob,
	`former_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_endpoints_uid_unique` ON `alert_endpoints` (`uid`);--> statement-breakpoint
CREATE TABLE `alert_facts` (
	`fact` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_facts_at` ON `alert_facts` (`at`);--> statement-breakpoint
CREATE TABLE `alert_messages` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`endpoint` integer NOT NULL,
	`alert` blob,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL,
	`sendings` text NOT NULL,
	FOREIGN KEY (`endpoint`) REFERENCES `alert_endpoints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_messages_uid_unique` ON `alert_messages` (`uid`);--> statement-breakpoint
CREATE INDEX `alert_messages_endpoint` ON `alert_messages` (`endpoint`);--> statement-breakpoint
CREATE INDEX `alert_messages_next` ON `alert_messages` (`next_at`) WHERE status = 'waiting';--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`kind` text NOT NULL,
	`fold` text NOT NULL,
	`owner_id` text,
	`about` text NOT NULL,
	`at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`count` integer DEFAULT 1 NOT NULL,
	`seen_at` integer,
	`handed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_uid_unique` ON `alerts` (`uid`);--> statement-breakpoint
CREATE INDEX `alerts_fold` ON `alerts` (`fold`,`at`);--> statement-breakpoint
CREATE INDEX `alerts_unseen` ON `alerts` (`id`) WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX `alerts_waiting` ON `alerts` (`id`) WHERE handed_at is null;