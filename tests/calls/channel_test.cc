// R8: what the names of channels say about who is at the other end.
#include "textback/calls/channel.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

TEST(Channel, NamesAPhoneOrATrunk) {
  EXPECT_EQ(ReadChannel("PJSIP/201-0000001b").peer, "201");
  EXPECT_EQ(ReadChannel("SIP/trunk-a-00000003").peer, "trunk-a");
  EXPECT_EQ(ReadChannel("SIP/201-08a3f2c8").peer, "201");
  EXPECT_EQ(ReadChannel("Zap/1-1").peer, "1");
  EXPECT_EQ(ReadChannel("DAHDI/i1/8675550118-1a").peer, "i1");
  EXPECT_EQ(ReadChannel("IAX2/provider-1234").peer, "provider");
  EXPECT_EQ(ReadChannel("sofia/internal/1001@192.0.2.7").peer, "1001");
  EXPECT_EQ(ReadChannel("sofia/external/4035550123@192.0.2.9").peer, "external");
  EXPECT_TRUE(ReadChannel("").empty());
  EXPECT_TRUE(ReadChannel("no slash").empty());
  EXPECT_EQ(ReadChannel("SIP/x").peer, "x");
  EXPECT_EQ(ReadChannel("SIP/").peer, "");
  EXPECT_EQ(ReadChannel(";1").peer, "");
}

TEST(Channel, IsOneOfItsKindOnlyIfItsCounterIsLong) {
  EXPECT_EQ(ReadChannel("PJSIP/201-0000001b").instance, "PJSIP/201-0000001b");
  EXPECT_EQ(ReadChannel("SIP/301-12").instance, "") << "comes again within hours";
  EXPECT_EQ(ReadChannel("Zap/1-1").instance, "");
}

TEST(Channel, HalvesOfALocalChannelShareTheirName) {
  const Channel one = ReadChannel("Local/201@from-queue-0000002a;1");
  const Channel two = ReadChannel("Local/201@from-queue-0000002a;2");
  EXPECT_TRUE(one.local());
  EXPECT_EQ(one.instance, two.instance);
  EXPECT_EQ(one.half, 1);
  EXPECT_EQ(two.half, 2);
  EXPECT_EQ(one.peer, "201");
  EXPECT_EQ(one.context, "from-queue");
  EXPECT_EQ(ReadChannel("Local/LC-201@from-internal-00000031;1").peer, "201");
  const Channel confirmed = ReadChannel("Local/FMPR-4035550177#@from-internal-00000016;2");
  EXPECT_EQ(confirmed.peer, "4035550177");
  EXPECT_TRUE(confirmed.confirms);
  EXPECT_FALSE(ReadChannel("Local/FMGL-202@from-internal-00000002;1").confirms);
}

TEST(Channel, DialTellsNumbersFromPhones) {
  EXPECT_EQ(NumberDialled("PJSIP/4035550177@trunk,30"), "4035550177");
  EXPECT_EQ(NumberDialled("SIP/provider/+15875550158"), "+15875550158");
  EXPECT_EQ(NumberDialled("PJSIP/201&PJSIP/4035550177@trunk,30"), "4035550177");
  EXPECT_EQ(NumberDialled("PJSIP/201,20"), "");
  EXPECT_EQ(NumberDialled("Local/4035550177@from-internal,25,tr"), "") << "says who it is itself";
  EXPECT_EQ(NumberDialled("SIP/gw9/x,30"), "");
  EXPECT_TRUE(DialsPhone("PJSIP/201&PJSIP/202,20", "202"));
  EXPECT_FALSE(DialsPhone("PJSIP/4035550177@trunk,30", "trunk"));
}

}  // namespace
}  // namespace textback
