/** Timeout and polling interval of a wait, in milliseconds. */
const PATIENCE = 60_000
const PAUSE = 20

/** Polls a value until it is as expected and returns it. Fails with the last value. */
export const waitFor = async <Seen, Wanted extends Seen = Seen>(
  look: () => Promise<Seen> | Seen,
  is: ((seen: Seen) => seen is Wanted) | ((seen: Seen) => boolean),
  patience = PATIENCE
): Promise<Wanted> => {
  const until = Date.now() + patience
  for (;;) {
    const seen = await look()
    // The overload says it: whoever names no narrower type gets what was seen.
    if (is(seen)) return seen as Wanted
    if (Date.now() > until)
      throw new Error(`This was waited for in vain; seen last: ${JSON.stringify(seen, null, 1)}`)
    await new Promise(resolve => setTimeout(resolve, PAUSE))
  }
}
