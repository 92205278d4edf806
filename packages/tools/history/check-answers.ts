/** A request as seen by its sender. Times are in milliseconds, all on the same clock. */
export interface Asked {
  id: string
  began: number
  /** True if its connection had been answered on before, so that the server has taken it. */
  reused: boolean
  /** Time at which its last byte was with the system. */
  written: number | null
  /** End of the request; null while it waits. */
  end: End | null
}

export interface End {
  /** `late` if its sender has given up. */
  is: 'answered' | 'cut' | 'late'
  /** Status of the answer; 0 without one. */
  status: number
  at: number
}

/** A period without a running server: from a kill, stop request or crash until the next one listens. */
export interface Gap {
  from: number
  to: number
  /** True if it received a stop signal, and so had time to answer. */
  told: boolean
}

/**
 * Checks that requests are answered as promised while the disk fails and while a server stops. An answer is 2xx or 503,
 * or missing when the server ended; a server that is asked to stop answers earlier requests. Pure.
 *
 * @returns a sentence for each breach
 */
export function checkAnswers(asked: Asked[], gaps: Gap[]): string[] {
  return asked.flatMap(each => {
    const breach = breachOf(each, gaps)
    return breach === null ? [] : [`${each.id} ${breach}.`]
  })
}

/** @returns the end of a sentence */
function breachOf({ began, reused, written, end }: Asked, gaps: Gap[]): string | null {
  if (end === null || end.is === 'late') return 'was left without an answer'
  if (end.is === 'answered') return isPromised(end.status) ? null : `was answered ${end.status}`
  const gap = gaps.find(({ from, to }) => began <= to && end.at >= from)
  if (gap === undefined) return 'was cut off although the server lived'
  const wasThere = reused && written !== null && written <= gap.from
  return gap.told && wasThere ? 'was with the server before it was told to stop, and was cut off' : null
}

function isPromised(status: number) {
  return status === 503 || (status >= 200 && status < 300)
}
