import type { ByteBudget } from '../http/byte-budget.ts'

/** Reservation of bytes for one request. */
export interface ByteReservation {
  /** Reserves bytes. Returns false if they exceed a budget; they must be released in both cases. */
  hold: (bytes: number) => boolean
  /** Releases all bytes. May be called repeatedly. */
  release: () => void
}

/**
 * Creates a byte limit for each member within the budget of all routes. The clients of one member thus leave
 * room for other members.
 */
export const createMemberBudgets = (params: {
  budget: ByteBudget
  /** Maximum number of bytes in memory for the requests of one member. */
  most: number
}): { reserve: (memberId: string) => ByteReservation } => {
  const { budget, most } = params
  const heldBy = new Map<string, number>()

  const add = (memberId: string, bytes: number): number => {
    const held = (heldBy.get(memberId) ?? 0) + bytes
    if (held === 0) heldBy.delete(memberId)
    else heldBy.set(memberId, held)
    return held
  }

  return {
    reserve: memberId => {
      let held = 0
      return {
        hold: bytes => {
          held += bytes
          const hasOwnRoom = add(memberId, bytes) <= most
          return budget.hold(bytes) && hasOwnRoom
        },
        release: () => {
          budget.release(held)
          add(memberId, -held)
          held = 0
        }
      }
    }
  }
}
