import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  cpuSecondsOf,
  familyCpuSeconds,
  machineCpuSeconds,
  memoryOf,
  ownCpuSeconds
} from './process-figures.ts'

const onLinux = process.platform === 'linux'

test.runIf(onLinux)('CPU time is measured for a process and for the machine', () => {
  const before = { own: ownCpuSeconds(), process: cpuSecondsOf(process.pid), machine: machineCpuSeconds() }
  while (cpuSecondsOf(process.pid) - before.process < 0.5) JSON.parse('[1,2,3]')
  expect(ownCpuSeconds() - before.own).toBeGreaterThanOrEqual(0.5)
  // The kernel counts a process exactly and the machine by ticks, so the second may miss a few of them.
  expect(machineCpuSeconds() - before.machine).toBeGreaterThanOrEqual(0.4)
})

test.runIf(onLinux)('the measured memory of a process is close to the one Node reports', () => {
  const { nowMb, peakMb } = memoryOf(process.pid)
  expect(Math.abs(nowMb - process.memoryUsage.rss() / 2 ** 20)).toBeLessThan(50)
  expect(peakMb).toBeGreaterThanOrEqual(nowMb)
})

test.runIf(onLinux)('CPU time of a child process counts for its parent', () => {
  const before = familyCpuSeconds()
  const work = 'const began = process.cpuUsage(); while (process.cpuUsage(began).user < 300_000);'
  spawnSync(process.execPath, ['-e', work])
  expect(familyCpuSeconds() - before).toBeGreaterThanOrEqual(0.29)
})
