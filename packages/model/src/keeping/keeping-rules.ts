import { z } from 'zod'
import { RedactionPaths } from './redaction-path.ts'

/**
 * Days for which delivery ids are stored to recognize duplicates. Delivery rows must be stored at least as
 * long.
 */
export const LEAST_METADATA_DAYS = 7

const MOST_DAYS = 3_650

/**
 * Retention periods of event data, and paths of redacted values. Each installation has one set of these
 * rules.
 */
export const KeepingRules = z
  .strictObject({
    /** Days for which requests and values of runs are stored. */
    payloadDays: z.int().min(1).max(MOST_DAYS),
    /**
     * Days for which history rows are stored: deliveries, runs, registration attempts, refused
     * requests, closed cleanup entries.
     */
    metadataDays: z.int().min(LEAST_METADATA_DAYS).max(MOST_DAYS),
    /** Paths redacted in all flows. */
    redaction: RedactionPaths
  })
  .refine(({ payloadDays, metadataDays }) => payloadDays <= metadataDays, {
    path: ['payloadDays'],
    message: 'Values cannot be kept longer than the history. Choose the same number of days or fewer.'
  })
export type KeepingRules = z.infer<typeof KeepingRules>
