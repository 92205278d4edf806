CREATE TABLE `followed_connectors` (
	`connector` integer PRIMARY KEY NOT NULL,
	`gallery_key` text NOT NULL,
	`digest` text NOT NULL,
	`files` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`connector`) REFERENCES `connectors`(`id`) ON UPDATE no action ON DELETE cascade
);
