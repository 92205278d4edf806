CREATE TABLE `drift` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`event_flow` blob NOT NULL,
	`found` text NOT NULL,
	FOREIGN KEY (`version`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drift_event` ON `drift` (`version`,`event_flow`);--> statement-breakpoint
CREATE TABLE `ignored_drift` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_flow` blob NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ignored_drift_key` ON `ignored_drift` (`event_flow`,`key`);