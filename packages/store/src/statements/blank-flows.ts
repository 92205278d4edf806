import { sql } from 'drizzle-orm'
import { flows } from '../schema/schema.ts'

/** SQL condition of blank flows, which have no name and no cards and appear in no list. */
export const isBlank = sql`(${flows.name} is null and json_array_length(${flows.doc}, '$.strip') = 0)`
