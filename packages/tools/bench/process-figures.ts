import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second of Linux's CPU time counters, the same on every machine. */
const ticksPerSecond = 100

/**
 * Returns the CPU time of a process so far, without its ended children.
 *
 * @returns seconds
 */
export function cpuSecondsOf(pid: number): number {
  const { user, system } = timesOf(String(pid))
  return (user + system) / ticksPerSecond
}

/**
 * Returns the CPU time of this process and of its ended children.
 *
 * @returns seconds
 */
export function ownCpuSeconds(): number {
  const { user, system, children } = timesOf('self')
  return (user + system + children) / ticksPerSecond
}

/**
 * Returns the CPU time of this process and all its descendants, running or ended.
 *
 * @returns seconds. An ended process that another process still waits for may be missing.
 */
export function familyCpuSeconds(): number {
  const all = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return [{ pid: Number(pid), ...timesOf(pid) }]
      } catch {
        return []
      }
    })
  const ticksFrom = (pid: number) => {
    const own = all.find(one => one.pid === pid)
    let ticks: number = own === undefined ? 0 : own.user + own.system + own.children
    for (const one of all) if (one.parent === pid) ticks += ticksFrom(one.pid)
    return ticks
  }
  return ticksFrom(process.pid) / ticksPerSecond
}

/**
 * Starts measuring the CPU cores used by processes that this process did not start. The returned function
 * ends the measurement and returns their number.
 */
export function watchForeignCores(): () => number {
  const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
  const before = foreignNow()
  const began = performance.now()
  return () => Math.max(0, foreignNow() - before) / ((performance.now() - began) / 1_000)
}

/**
 * Returns the CPU time of the whole machine.
 *
 * @returns seconds, summed over all cores
 */
export function machineCpuSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, stolen = 0] = numbersOf(line)
  return (user + nice + system + irq + softIrq + stolen) / ticksPerSecond
}

/** Returns the current and the peak memory of a process, in megabytes. */
export function memoryOf(pid: number): { nowMb: number; peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { nowMb: megabytesOf('VmRSS'), peakMb: megabytesOf('VmHWM') }
}

function timesOf(pid: string) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name before the last bracket may hold spaces; the 14th field is the 12th behind it.
  const fields = numbersOf(stat.slice(stat.lastIndexOf(')')))
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15)
  return { parent: fields[1] ?? 0, user, system, children: childrenUser + childrenSystem }
}

/**
 * Returns the numbers in a line.
 *
 * @param line line with a first word followed by numbers
 */
function numbersOf(line: string) {
  return line.trim().split(/\s+/).slice(1).map(Number)
}
