CREATE TABLE "counted_ranges" (
	"first" bigint PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL,
	"hour" bigint NOT NULL,
	"is_counted" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_counts" (
	"first" bigint NOT NULL,
	"subscription" bigint NOT NULL,
	"status" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "delivery_counts_first_subscription_status_pk" PRIMARY KEY("first","subscription","status")
);
--> statement-breakpoint
ALTER TABLE "delivery_counts" ADD CONSTRAINT "delivery_counts_first_counted_ranges_first_fk" FOREIGN KEY ("first") REFERENCES "public"."counted_ranges"("first") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Takes deleted deliveries off the counts of their ranges, which lie behind each other without overlap.
CREATE FUNCTION uncount_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  update delivery_counts c set count = c.count - gone_of.count
  from (
    select r.first, g.subscription, g.status, count(*) as count from gone g
    cross join lateral (select first, next from counted_ranges where first <= g.id order by first desc limit 1) r
    where g.id < r.next group by r.first, g.subscription, g.status
  ) gone_of
  where c.first = gone_of.first and c.subscription = gone_of.subscription and c.status = gone_of.status;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER deliveries_uncounted AFTER DELETE ON "deliveries" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION uncount_deliveries();
