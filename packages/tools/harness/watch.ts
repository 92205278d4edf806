/**
 * Reads a value repeatedly: at the beginning, at an interval, and at the end.
 *
 * @returns `end`, which stops and returns all values
 */
export function watch<Sample>(everyMs: number, read: () => Sample): { end: () => [Sample, ...Sample[]] } {
  const samples: [Sample, ...Sample[]] = [read()]
  const timer = setInterval(() => samples.push(read()), everyMs)
  return {
    end: () => {
      clearInterval(timer)
      samples.push(read())
      return samples
    }
  }
}
