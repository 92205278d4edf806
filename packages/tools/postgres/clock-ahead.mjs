// Loaded into a process before the product: its clock is ahead by so many milliseconds, as on a host without a time service.
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const exact = Date.now

Date.now = () => exact() + ahead
globalThis.Date = new Proxy(Date, {
  construct: (Exact, parts) => Reflect.construct(Exact, parts.length === 0 ? [Exact.now()] : parts)
})
