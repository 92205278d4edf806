CREATE TABLE "acts" (
	"subscription" text PRIMARY KEY NOT NULL,
	"process" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"seen_at" bigint NOT NULL
);
