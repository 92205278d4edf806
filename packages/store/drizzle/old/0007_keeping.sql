CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `deliveries` ADD `redact_due` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `redacted` text;--> statement-breakpoint
CREATE INDEX `deliveries_redact_due` ON `deliveries` (`id`) WHERE redact_due = 1;--> statement-breakpoint
ALTER TABLE `flows` ADD `redaction` text;