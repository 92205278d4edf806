CREATE TABLE `calls` (
	`run` integer PRIMARY KEY NOT NULL,
	`caller` integer NOT NULL,
	`root` integer NOT NULL,
	`depth` integer NOT NULL,
	FOREIGN KEY (`run`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `calls_caller` ON `calls` (`caller`);--> statement-breakpoint
CREATE INDEX `calls_root` ON `calls` (`root`);