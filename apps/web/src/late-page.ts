import { lazyRouteComponent } from '@tanstack/react-router'
import { whenThere } from './when-there.ts'

/** A page whose code comes when it is opened; while the server is away it comes when the server is back. */
export const latePage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => whenThere(load), name)
