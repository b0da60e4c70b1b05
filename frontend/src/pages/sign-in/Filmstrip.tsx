/** A picture of the work itself: a clip, its timeline, and two marked traces. Decoration. */

const FRAMES = 24;
const LANES = [
  { colour: "#fbd509", code: "OD", start: 4, end: 15, keys: [4, 9, 14] },
  { colour: "#26dafe", code: "SB", start: 11, end: 21, keys: [11, 17] },
] as const;
const STEP = 480 / FRAMES;

export const Filmstrip = () => (
  <svg aria-hidden="true" viewBox="20 0 480 376" className="w-full max-w-150">
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#2b3446" />
        <stop offset="1" stopColor="#3b3a4a" />
      </linearGradient>
    </defs>
    <g transform="translate(20 10)">
      <rect width="480" height="250" rx="8" fill="url(#sky)" />
      <circle cx="380" cy="70" r="30" fill="#f3d9a4" opacity="0.8" />
      <path
        d="M0 200 90 130l70 55 80-85 110 100 70-40 60 50v32a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z"
        fill="#222a38"
      />
      <path d="M0 222h480v20a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z" fill="#1b212c" />
      <path d="M212 218c-4-30 6-44 22-46 4-22 34-24 38-2 18 4 24 20 20 48z" fill="#6d7790" />
      <path
        d="M272 170c12-16 30-8 26 10"
        fill="none"
        stroke="#6d7790"
        strokeWidth="9"
        strokeLinecap="round"
      />
      <g fill="none" strokeWidth="5" stroke="#0008">
        <rect x="252" y="148" width="60" height="50" rx="2" />
        <rect x="348" y="38" width="66" height="64" rx="2" />
      </g>
      <rect
        x="252"
        y="148"
        width="60"
        height="50"
        rx="2"
        fill="none"
        stroke="#fbd509"
        strokeWidth="2"
      />
      <rect
        x="348"
        y="38"
        width="66"
        height="64"
        rx="2"
        fill="none"
        stroke="#26dafe"
        strokeWidth="2"
      />
      <g fontFamily="inherit" fontSize="11" fontWeight="600">
        <rect x="252" y="131" width="26" height="17" rx="2" fill="#fbd509" />
        <text x="257" y="143.5">
          OD
        </text>
        <rect x="348" y="21" width="24" height="17" rx="2" fill="#26dafe" />
        <text x="353" y="33.5">
          SB
        </text>
      </g>
    </g>
    <g transform="translate(20 280)">
      {Array.from({ length: FRAMES + 1 }, (_, frame) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: the ticks are a fixed ruler.
          key={frame}
          d={`M${frame * STEP} ${frame % 6 === 0 ? 0 : 6}V12`}
          stroke="#6b7380"
        />
      ))}
      {LANES.map((lane, row) => (
        <g key={lane.code} transform={`translate(0 ${22 + row * 34})`}>
          <rect width="480" height="26" rx="4" fill="#ffffff0a" />
          <rect
            x={lane.start * STEP}
            width={(lane.end - lane.start) * STEP}
            height="26"
            rx="4"
            fill={lane.colour}
            opacity="0.28"
          />
          <path
            d={`M${lane.start * STEP + 1} 2v22M${lane.end * STEP - 1} 2v22`}
            stroke={lane.colour}
            strokeWidth="3"
            strokeLinecap="round"
          />
          {lane.keys.map((key) => (
            <path key={key} d={`M${(key + 0.5) * STEP} 7l6 6-6 6-6-6z`} fill={lane.colour} />
          ))}
        </g>
      ))}
      <path d="M250 -4V92" stroke="#e8eaed" strokeWidth="1.5" />
      <path d="M243 -10h14v7l-7 7-7-7z" fill="#e8eaed" />
    </g>
  </svg>
);
