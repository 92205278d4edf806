CREATE TABLE `flow_drafts` (
	`id` integer PRIMARY KEY NOT NULL,
	`flow` integer NOT NULL,
	`draft_no` integer NOT NULL,
	`by` text,
	`began_at` integer NOT NULL,
	`at` integer NOT NULL,
	`name` text,
	`description` text NOT NULL,
	`doc` text NOT NULL,
	`closed` integer NOT NULL,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flow_drafts_number` ON `flow_drafts` (`flow`,`draft_no`);--> statement-breakpoint
ALTER TABLE `connectors` ADD `deleted_by` text;--> statement-breakpoint
ALTER TABLE `connectors` ADD `purged_at` integer;--> statement-breakpoint
ALTER TABLE `flows` ADD `deleted_by` text;--> statement-breakpoint
ALTER TABLE `flows` ADD `purged_at` integer;--> statement-breakpoint
CREATE INDEX `flows_binned` ON `flows` (`deleted_at`) WHERE deleted_at > 0 and purged_at is null;