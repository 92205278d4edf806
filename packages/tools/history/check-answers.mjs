/**
 * Request as its sender saw it. Times are in milliseconds, all on the same clock.
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
 * A time without a server: from when it was killed, told to stop, or ended by itself, until the next one listened.
 *
 * @typedef {object} Gap
 * @property {number} from
 * @property {number} to
 * @property {boolean} told whether it was told to stop, and so had the time to answer
 */

/**
 * Judges whether requests were answered as is promised while the disk fails and while a server stops: with 2xx or 503, or
 * cut off with the server; and a server that is told to stop answers what it had before. Pure.
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
