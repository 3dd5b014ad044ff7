from django.urls import path

from nearer.practices.quality_time.views import adding, afterwards, calendars, feed, hours, index

app_name = "quality_time"

urlpatterns = [
    path("", index.index, name="index"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/add/", adding.add, name="add"),
    path("calendars/add/<slug:place>/", adding.add_from, name="add-from"),
    path("calendars/<uuid:calendar>/", calendars.calendar, name="calendar"),
    path("calendars/<uuid:calendar>/days/", calendars.days, name="calendar-days"),
    path("calendars/<uuid:calendar>/accept/", calendars.accept, name="calendar-accept"),
    path("calendars/<uuid:calendar>/again/", calendars.again, name="calendar-again"),
    path("calendars/<uuid:calendar>/way-in/", calendars.way_in, name="calendar-way-in"),
    path("calendars/<uuid:calendar>/remove/", calendars.remove, name="calendar-remove"),
    path("hours/", hours.hours, name="hours"),
    path("free/", hours.free, name="free"),
    path("free/share/", hours.share, name="free-share"),
    path("free/stop/", hours.stop, name="free-stop"),
    path("liked/", afterwards.liked, name="liked"),
    path("liked/<uuid:entry>/let-go/", afterwards.let_go, name="liked-let-go"),
    path("plan/<uuid:thread>/on/<slug:day>/", afterwards.meeting, name="meeting"),
    path("plan/<uuid:thread>/on/<slug:day>/away/", afterwards.put_away, name="away"),
    path("plan/<uuid:thread>/on/<slug:day>/seal/", afterwards.seal, name="liked-seal"),
    path("plan/<uuid:thread>/on/<slug:day>/open/", afterwards.open_, name="liked-open"),
    path("plan/<uuid:thread>/on/<slug:day>/take-back/", afterwards.take_back, name="liked-back"),
    path("feed/", feed.feed, name="feed"),
    path("feed/begin/", feed.begin, name="feed-begin"),
    path("feed/end/", feed.end, name="feed-end"),
    path("feed/title/", feed.title, name="feed-title"),
    path("feed/calendar.ics", feed.download, name="download"),
    path("plan/<uuid:thread>/calendar.ics", feed.download_one, name="download-one"),
]
