CREATE TABLE `api_endpoints` (
	`id` integer PRIMARY KEY NOT NULL,
	`uid` blob NOT NULL,
	`flow` integer NOT NULL,
	`token_hash` blob NOT NULL,
	`token_sealed` blob NOT NULL,
	`secret_sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	`address_renewed_at` integer,
	`secret_renewed_at` integer,
	FOREIGN KEY (`flow`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_endpoints_uid_unique` ON `api_endpoints` (`uid`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_endpoints_flow_unique` ON `api_endpoints` (`flow`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_endpoints_tokenHash_unique` ON `api_endpoints` (`token_hash`);