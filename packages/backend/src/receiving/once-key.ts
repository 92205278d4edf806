import type { Outside } from '../outside.ts'

/** The 16 bytes by which an id of a delivery or a record is kept. */
export const onceKeyOf = ({ crypto }: Pick<Outside, 'crypto'>, id: string): Uint8Array =>
  crypto.hash('sha256', new TextEncoder().encode(id)).subarray(0, 16)
