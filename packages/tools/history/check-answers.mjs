/**
 * A request as seen by its sender. Times are in milliseconds, all on the same clock.
 *
 * @typedef {object} Asked
 * @property {string} id
 * @property {number} began
 * @property {boolean} reused whether its connection had been answered on before, so that the server has taken it
 * @property {number | null} written when the last of it was with the system
 * @property {End | null} end null while it waits
 */

/**
 * @typedef {object} End
 * @property {'answered' | 'cut' | 'late'} is late: its sender has given up
 * @property {number} status 0 without an answer
 * @property {number} at
 */

/**
 * A period without a running server: from a kill, stop request or crash until the next one listens.
 *
 * @typedef {object} Gap
 * @property {number} from
 * @property {number} to
 * @property {boolean} told whether it was told to stop, and so had the time to answer
 */

/**
 * Checks that requests are answered as promised while the disk fails and while a server stops. An answer is 2xx or 503,
 * or missing when the server ended; a server that is asked to stop answers earlier requests. Pure.
 *
 * @param {Asked[]} asked
 * @param {Gap[]} gaps
 * @returns {string[]} a sentence for each breach
 */
export function checkAnswers(asked, gaps) {
  return asked.flatMap(each => {
    const breach = breachOf(each, gaps)
    return breach === null ? [] : [`${each.id} ${breach}.`]
  })
}

/**
 * @param {Asked} asked
 * @param {Gap[]} gaps
 * @returns {string | null} the end of a sentence
 */
function breachOf({ began, reused, written, end }, gaps) {
  if (end === null || end.is === 'late') return 'was left without an answer'
  if (end.is === 'answered') return isPromised(end.status) ? null : `was answered ${end.status}`
  const gap = gaps.find(({ from, to }) => began <= to && end.at >= from)
  if (gap === undefined) return 'was cut off although the server lived'
  const wasThere = reused && written !== null && written <= gap.from
  return gap.told && wasThere ? 'was with the server before it was told to stop, and was cut off' : null
}

/** @param {number} status */
function isPromised(status) {
  return status === 503 || (status >= 200 && status < 300)
}
