CREATE TABLE `schedules` (
	`subscription` integer PRIMARY KEY NOT NULL,
	`schedule` text NOT NULL,
	`next_at` integer,
	`previous_at` integer,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `schedules_next` ON `schedules` (`next_at`) WHERE next_at is not null;