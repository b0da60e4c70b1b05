import "@/lib/storage";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "@/api/errors";
import { getLocale } from "@/i18n";
import { stayFresh } from "@/lib/fresh";
import { watchHands } from "@/lib/hands";
import { Scope } from "@/lib/scope";
import { restoreTheme } from "@/lib/theme";
import { makeRouter } from "@/routes/router";
import "./styles.css";

restoreTheme();
stayFresh(new Scope());
watchHands(new Scope());
document.documentElement.lang = getLocale();

const MOST_TRIES = 2;
const isWorthAgain = (error: Error): boolean =>
  !(error instanceof ApiError) || error.isOffline || error.status >= 500;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < MOST_TRIES && isWorthAgain(error),
    },
    mutations: { retry: false },
  },
});

const router = makeRouter(queries);
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
