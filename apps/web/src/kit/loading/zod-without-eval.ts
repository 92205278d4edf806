import { config } from 'zod'

// zod would try to compile its checks with `new Function`, which the page's own rules refuse.
config({ jitless: true })
