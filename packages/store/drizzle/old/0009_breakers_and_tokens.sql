CREATE TABLE `breakers` (
	`of` blob NOT NULL,
	`host` text NOT NULL,
	`connector` integer NOT NULL,
	`open` text,
	`opened` integer NOT NULL,
	PRIMARY KEY(`of`, `host`),
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `connections` ADD `token_sealed` blob;