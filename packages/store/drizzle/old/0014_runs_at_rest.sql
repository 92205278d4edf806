CREATE TRIGGER `run_at_rest` AFTER UPDATE OF `status`, `detail` ON `runs` WHEN old.`status` IN ('waiting', 'parked') OR new.`status` IN ('waiting', 'parked') BEGIN
	INSERT INTO `stale_texts` (`run`) VALUES (new.`id`);
END;
