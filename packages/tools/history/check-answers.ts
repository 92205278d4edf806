/** Request as its sender sees it. Times are in milliseconds, all on the same clock. */
export interface Asked {
  id: string
  began: number
  /** True if this connection has had a response before. The server had then already accepted it. */
  reused: boolean
  /** Time when the last byte was handed to the system; null before. */
  written: number | null
  /** End of the request; null while it is pending. */
  end: End | null
}

export interface End {
  /** Way in which the request ended. `late` means that the sender has given up. */
  is: 'answered' | 'cut' | 'late'
  /** Status of the response; 0 if there was none. */
  status: number
  at: number
}

/** Period without a running server: from a kill, stop signal or crash until the next server listens. */
export interface Gap {
  from: number
  to: number
  /** True if the server received a stop signal, and so had time to respond. */
  told: boolean
}

/**
 * Checks the promises about responses while the disk fails and while a server stops. A response must be 2xx
 * or 503. It may be missing only if the server ended; a server that gets a stop signal must still respond to
 * earlier requests. Pure.
 *
 * @returns a sentence for each breach
 */
export function checkAnswers(asked: Asked[], gaps: Gap[]): string[] {
  return asked.flatMap(each => {
    const breach = breachOf(each, gaps)
    return breach === null ? [] : [`${each.id} ${breach}.`]
  })
}

/**
 * Checks one request.
 *
 * @returns the end of a sentence about the breach; null for none
 */
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
