CREATE TABLE `polls` (
	`subscription` integer PRIMARY KEY NOT NULL,
	`connection` blob,
	`schedule` text NOT NULL,
	`next_at` integer,
	`cursor` text,
	`polled_at` integer,
	`failure` text,
	`quiet_run` blob,
	`turn` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`subscription`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `polls_next` ON `polls` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `runs_polled` ON `runs` (`subscription`) WHERE kind = 'poll';