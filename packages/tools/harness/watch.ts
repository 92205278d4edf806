/** Samples a value at an interval, including at the beginning and the end. */
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
