ALTER TABLE `runs` ADD `revision` integer REFERENCES revisions(id);--> statement-breakpoint
ALTER TABLE `runs` ADD `replay_of` blob;--> statement-breakpoint
-- By hand: until now a subscription had one revision for all its life, so each run of a user's flow ran that one.
UPDATE `runs` SET `revision` = (
  SELECT `revisions`.`id` FROM `subscriptions`
    JOIN `revisions` ON `revisions`.`uid` = unhex(json_extract(`subscriptions`.`terms`, '$.revisionId'), '-')
  WHERE `subscriptions`.`id` = `runs`.`subscription`)
WHERE `kind` = 'flow' AND `subscription` IS NOT NULL;
