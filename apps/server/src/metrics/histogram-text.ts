import type { Durations } from '@hookwright/backend'

const labelsOf = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')

/**
 * Formats a histogram in the text format of Prometheus, in seconds. Prom-client has no histogram for counts
 * that are already summed. Label values are not escaped, since they are internal names without quotes.
 */
export const histogramText = (
  { name, help }: { name: string; help: string },
  series: readonly { labels: Record<string, string>; durations: Durations }[]
): string => {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`]
  for (const { labels, durations } of series) {
    const { bounds, counts, sum } = durations
    let total = 0
    counts.forEach((count, at) => {
      total += count
      const bound = bounds[at]
      const le = bound === undefined ? '+Inf' : String(bound / 1_000)
      lines.push(`${name}_bucket{${labelsOf({ ...labels, le })}} ${total}`)
    })
    const of = Object.keys(labels).length === 0 ? '' : `{${labelsOf(labels)}}`
    lines.push(`${name}_sum${of} ${sum / 1_000}`, `${name}_count${of} ${total}`)
  }
  return `${lines.join('\n')}\n`
}
