CREATE TRIGGER `redaction_settled` AFTER UPDATE OF `redact_due` ON `deliveries` WHEN old.`redact_due` = 1 BEGIN
	INSERT INTO `stale_texts` (`delivery`) VALUES (old.`id`);
END;
