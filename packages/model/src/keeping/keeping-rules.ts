import { z } from 'zod'
import { RedactionPaths } from './redaction-path.ts'

/** Days for which delivery ids are deduplicated, and so the minimum retention of delivery rows. */
export const LEAST_METADATA_DAYS = 7

const MOST_DAYS = 3_650

/** Retention periods of event data, and the places to redact: one set per installation. */
export const KeepingRules = z
  .strictObject({
    /** Days for what arrived, and for the values that runs had. */
    payloadDays: z.int().min(1).max(MOST_DAYS),
    /** Days for the rows of history: deliveries, runs, attempts of registrations, refused requests, closed cleanup entries. */
    metadataDays: z.int().min(LEAST_METADATA_DAYS).max(MOST_DAYS),
    /** Places whose values are kept of no flow. */
    redaction: RedactionPaths
  })
  .refine(({ payloadDays, metadataDays }) => payloadDays <= metadataDays, {
    path: ['payloadDays'],
    message: 'Values cannot be kept longer than the history. Choose the same number of days or fewer.'
  })
export type KeepingRules = z.infer<typeof KeepingRules>
